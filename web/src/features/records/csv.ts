// A list of records as a table for spreadsheets.
import type { Query } from '@/api/client';
import type { RecordRow, RecordValue, Register, RegisterField, RegisterRecord } from '@/api/records';
import { csvValue } from '../bulk/results';
import { readRecords } from './queries';
import { labelIn } from './use_labels';
import { ROW_MEMBERS, isMasked, isRowType } from './values';

const PORTION = 500;

export interface Names {
  columns: {
    number: string;
    caption: string;
    state: string;
    due: string;
    late: string;
    opened: string;
    changed: string;
  };
  // What stands for what is masked.
  masked: string;
  unit: (id: string) => string;
  user: (id: string) => string;
}

function textOf(field: RegisterField, value: RecordValue | null | undefined, names: Names): string {
  if (value === null || value === undefined) return '';
  if (isMasked(value)) return names.masked;
  if (Array.isArray(value)) return value.map((one) => partOf(field, one, names)).join('; ');
  const text = String(value);
  if (field.type === 'choice') return labelIn(field.choices, text);
  if (field.type === 'unit') return names.unit(text);
  if (field.type === 'user') return names.user(text);
  return text;
}

function partOf(field: RegisterField, part: string | RecordRow, names: Names): string {
  if (typeof part === 'string') {
    if (field.type === 'units') return names.unit(part);
    return field.type === 'users' ? names.user(part) : labelIn(field.choices, part);
  }
  if (part.masked) return `${names.masked}, ${labelIn(field.person_roles ?? [], part.role ?? '')}`;
  const members = isRowType(field.type) ? ROW_MEMBERS[field.type] : Object.keys(part);
  return members.flatMap((name) => part[name] ?? []).join(', ');
}

// A line for each record, all its fields; instants as the server keeps them; UTF-8 with its mark.
export function toCsv(register: Register, records: readonly RegisterRecord[], names: Names): string {
  const { number, caption, state, due, late, opened, changed } = names.columns;
  const titles = [number, caption, state, due, late, opened, changed, ...register.fields.map(({ label }) => label)];
  const lines = records.map((record) => [
    record.number,
    record.caption,
    labelIn(register.states, record.state),
    record.due_at ?? '',
    record.late ? late : '',
    record.opened_at,
    record.changed_at,
    ...register.fields.map((field) => textOf(field, record.values[field.id], names)),
  ]);
  return `\ufeff${[titles, ...lines].map((line) => line.map(csvValue).join(',')).join('\r\n')}\r\n`;
}

// All records that fit, portion by portion. One that moves to another place meanwhile is taken once.
export async function readAll(
  query: Query,
  signal: AbortSignal,
  onPart: (fraction: number) => void,
): Promise<RegisterRecord[]> {
  const all = new Map<string, RegisterRecord>();
  for (let offset = 0; ; offset += PORTION) {
    const page = await readRecords({ ...query, offset, limit: PORTION }, signal);
    for (const record of page.items) all.set(record.id, record);
    onPart(page.total ? Math.min((offset + page.items.length) / page.total, 1) : 1);
    if (page.items.length < PORTION) return [...all.values()];
  }
}
