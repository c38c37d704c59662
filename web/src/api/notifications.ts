// What concerns the reader (docs/formats/records.md, "Notifications"). Labels come in the language of the reader.
interface About {
  mark: string;
  at: string;
  read: boolean;
  record: string;
  register: string;
  number: string;
  caption: string;
  state: string;
}

export type Notification = About &
  (
    | { kind: 'told'; action: string; label: string; who: string }
    | { kind: 'hit' }
    // Of a clock: so many per cent are used; 100: it is late.
    | { kind: 'alarm'; rule: string; label: string; percent: number; due_at: string }
    // Late, and told on each day: this is the day of that number.
    | { kind: 'silence'; rule: string; label: string; days: number; due_at: string }
  );

export interface NotificationPage {
  total: number;
  unread: number;
  // When the next alarm of a clock of the reader's goes off.
  next_at: string | null;
  items: Notification[];
}
