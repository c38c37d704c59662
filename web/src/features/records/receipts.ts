import type { RecordValue, RecordValues, RecordView, Register, RegisterAction } from '@/api/records';

// The definitions call the field of an action that says from whom receipts have come by this name.
const RECEIPTS = /^receipts_from/;

export function isReceipts(field: string): boolean {
  return RECEIPTS.test(field);
}

export interface Receipts {
  field: string;
  // Who still owes one.
  owing: string[];
}

// Of an action that enters receipts: each is given anew, and who has given one is not asked again.
export function receiptsOf(register: Register, action: RegisterAction, record: RecordView): Receipts | undefined {
  const id = action.required.find(isReceipts);
  const field = register.fields.find((one) => one.id === id);
  if (!field) return undefined;
  const holders = record.deadlines.flatMap(({ holder, state }) =>
    holder && (state === 'running' || state === 'paused') ? [holder] : [],
  );
  // Units have names of their own; countries and organisations have codes of capital letters.
  const fits = (holder: string) => /^[A-Z0-9-]+$/.test(holder) === (field.type === 'countries');
  return { field: field.id, owing: [...new Set(holders.filter(fits))] };
}

// What the form begins with: not those who gave theirs before.
export function withoutReceipts(values: RecordValues, receipts: Receipts | undefined): RecordValues {
  if (!receipts) return values;
  return Object.fromEntries(Object.entries(values).filter(([id]) => id !== receipts.field));
}

// All who have given one: the field itself holds those of the last time alone.
export function receivedFrom(record: RecordView, field: string): RecordValue | null | undefined {
  const given = [...record.timeline].reverse().flatMap(({ after }) => {
    const value = after[field];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  });
  return given.length > 0 ? [...new Set(given)] : record.values[field];
}
