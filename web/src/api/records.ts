import type { Role } from './types';

// Records of registers (docs/formats/records.md). Labels come in the language of the reader.
export type FieldType =
  | 'text'
  | 'long_text'
  | 'choice'
  | 'choices'
  | 'date'
  | 'instant'
  | 'person'
  | 'vehicle'
  | 'document'
  | 'object'
  | 'partner'
  | 'count'
  | 'link'
  | 'links'
  | 'unit'
  | 'user'
  | 'units'
  | 'users'
  | 'countries'
  | 'attachment';

export interface Labelled {
  id: string;
  label: string;
}

export interface RegisterField extends Labelled {
  type: FieldType;
  help: string;
  column: boolean;
  // For programs: not shown beside the rest.
  machine?: boolean;
  // It holds a line for each language.
  by_language?: boolean;
  // Of a link: where it leads; of links, all registers of which they may be.
  register?: string;
  registers?: string[];
  required_when?: { field: string; is: string[] };
  choices: Labelled[];
  // What `role` of a person may be; rows of a masked one are masked by default.
  person_roles?: (Labelled & { masked: boolean })[];
  // What `kind` of an object may be.
  object_kinds?: Labelled[];
  masked?: boolean;
  may_write?: boolean;
  may_unmask?: boolean;
}

export type StateKind = 'open' | 'waiting' | 'closed';

export interface RegisterState extends Labelled {
  kind: StateKind;
}

export interface RegisterAction extends Labelled {
  from: string[];
  to: string;
  fields: string[];
  required: string[];
  reason: boolean;
  four_eyes: boolean;
  may: Role[];
  // Fields that it empties.
  clears?: string[];
}

export interface Register {
  id: string;
  code: string;
  title: string;
  title_one: string;
  // The action that creates.
  create: string;
  fields: RegisterField[];
  states: RegisterState[];
  actions: RegisterAction[];
  // The field that names the treaty or law that a record rests on; empty: they rest on none.
  instrument?: string;
  // That can be printed for a record; drafts but in their final states.
  letters?: (Labelled & { final: string[] })[];
  // Messages that were saved as files become records of it.
  intake?: boolean;
  // Who may take over records of an older system.
  import_may: Role[];
}

export interface InstrumentValue {
  id:
    | 'arrest_may'
    | 'arrest_must'
    | 'arrest_renewal'
    | 'surrender_may'
    | 'surrender_must'
    | 'consent'
    | 'speciality'
    | 'oral'
    | 'penalty'
    | 'sentence';
  amount: number;
  unit: 'hours' | 'calendar_days' | 'working_days' | 'months';
  times?: number;
  source: string;
  to_confirm: boolean;
}

// A treaty or law that a record may rest on.
export interface Instrument {
  id: string;
  title: string;
  kind: 'treaty' | 'law';
  source: string;
  to_confirm: boolean;
  values: InstrumentValue[];
}

export interface Instruments {
  field: string;
  chosen: string;
  day: string;
  zone: string;
  items: Instrument[];
}

export interface Registers {
  registers: Register[];
  units: Labelled[];
  // How registers stand together where they are listed; what none names stands after them.
  groups: (Labelled & { registers: string[] })[];
}

// A person, vehicle, document, object or file.
export type RecordRow = Record<string, string>;
// In the place of what is not shown without a reason; of a row: { masked: its place, role }.
export interface Masked {
  masked: true;
}
export type RecordValue = string | number | string[] | RecordRow[] | Masked;
export type RecordValues = Record<string, RecordValue | null>;

export interface RegisterRecord {
  id: string;
  register: string;
  number: string;
  state: string;
  kind: StateKind;
  version: number;
  caption: string;
  // Kept from somebody.
  restricted?: boolean;
  // Of a record that its doer sees no more there is only this, its id and version.
  gone?: boolean;
  opened_at: string;
  changed_at: string;
  due_at: string | null;
  late: boolean;
  // Used of the clock that is due next, and the per cents of its alarm that has gone off (0: none).
  share: number | null;
  alarm: number;
  values: RecordValues;
}

// A record that a new one may be the same as, by the rules of the register.
export interface LikelyRecord extends RegisterRecord {
  why: string[];
}

export interface RecordPage {
  total: number;
  items: RegisterRecord[];
}

// A file that came in and waits for an action, or one that a record has.
export interface SentFile {
  upload?: string;
  sha256: string;
  name: string;
  type: string;
  bytes: number;
}

// What one message would become, or became.
export interface IntakeItem {
  file: string;
  message: number;
  skipped: boolean;
  subject: string;
  from: string;
  from_name: string;
  date: string | null;
  language: string | null;
  values: RecordValues;
  files: { name: string; type: string; bytes: number }[];
  left_out: { name: string; why: string }[];
  record: { id: string; number: string } | null;
  problem: { code: string; detail: string } | null;
}

// A line of a table of an older system, as it was understood.
export interface OldRecord {
  line: number;
  number: string;
  state: string;
  opened_at: string;
  closed_at: string | null;
  values: RecordValues;
}

// What such a table would bring, or brought; with a problem nothing was written.
export interface OldRecordsReport {
  dry_run: boolean;
  lines: number;
  new: number;
  known: number;
  left_out: number;
  states: Record<string, number>;
  entry: number | null;
  problem_count: number;
  // The first ones.
  problems: { line: number; column: string; code: string; detail: string }[];
  // The first new ones.
  shown: OldRecord[];
}

export interface RecordChoice {
  id: string;
  may: boolean;
  why_not: string | null;
}

export interface RecordDeadline {
  rule: string;
  label: string;
  holder?: string;
  source: string;
  must: boolean;
  state: 'running' | 'paused' | 'met' | 'dropped';
  started_at: string | null;
  due_at: string | null;
  stopped_at: string | null;
  // By the calendars of today, if that is not what is on record.
  recounted_due_at: string | null;
  late: boolean;
  share: number;
  alarm: number;
}

// How many clocks are in each figure of the board.
export type DeadlineCounts = Record<string, number>;

export interface DeadlineRow {
  // Empty: nobody, none.
  id: string;
  name: string;
  counts: DeadlineCounts;
}

// Who owes receipts: a unit, a country, a user.
export interface DeadlineHolder extends DeadlineRow {
  kind: 'unit' | 'country' | 'user';
  // Of the oldest.
  since: string;
  // Of what is due first; null where all of it stands still.
  due_at: string | null;
}

export interface DeadlineClock {
  record: string;
  register: string;
  number: string;
  caption: string;
  state: string;
  partner: string;
  unit: string;
  officer: string;
  rule: string;
  label: string;
  holder?: string;
  started_at: string;
  due_at: string;
  share: number;
  alarm: number;
  figure: string;
}

export interface DeadlineBoard {
  at: string;
  // In the order of the board.
  figures: string[];
  counts: DeadlineCounts;
  people: DeadlineRow[];
  units: DeadlineRow[];
  holders: DeadlineHolder[];
  items: DeadlineClock[];
  total: number;
}

export interface TimelineEntry {
  seq: number;
  at: string;
  happened_at: string;
  who: string;
  // Whose deputy he was.
  for?: string;
  action: string;
  from: string;
  to: string;
  reason: string;
  // Of one that came in from an older system: with which file, on which line.
  file?: string;
  line?: number;
  before: RecordValues;
  after: RecordValues;
}

// A list under a name, for oneself or for one's unit.
export interface SavedFilter {
  q?: string;
  state?: string;
  kind?: string;
  officer?: string;
  late?: string;
  order?: string;
  fields?: Record<string, string>;
}

export interface SavedView {
  id: string;
  name: string;
  for_unit: boolean;
  mine: boolean;
  by: string;
  may_change: boolean;
  filter: SavedFilter;
  // Ids of fields; empty: the usual ones.
  columns: string[];
}

export interface Colleague {
  id: string;
  name: string;
  unit: string;
}

export interface Deputy {
  id: string;
  name: string;
  from: string;
  until: string;
  set_by: string;
}

export interface BrokenGlass {
  id: number;
  who: string;
  who_id: string;
  at: string;
  until: string;
  purpose: string;
  reason: string;
  // Empty where the reader does not see the record.
  record: string;
  number: string;
  acknowledged_at: string | null;
  acknowledged_by: string;
  note: string;
}

// A number of a row whose check digit is wrong; said, never refused.
export interface RowWarning {
  field: string;
  row: number;
  member: string;
  code: string;
  text: string;
  // What another record says of whom this one names: that record, and what it says.
  record?: string;
  number?: string;
  facts?: string[];
}

// What something has cost until now.
export interface RecordMeter extends Labelled {
  days: number;
  amount: number;
  currency: string;
  runs: boolean;
}

export interface RecordView extends RegisterRecord {
  actions: RecordChoice[];
  deadlines: RecordDeadline[];
  warnings?: RowWarning[];
  meters?: RecordMeter[];
  // Newest first.
  timeline: TimelineEntry[];
}
