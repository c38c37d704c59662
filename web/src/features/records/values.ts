// What a form holds for the fields of a register, and the values that the server takes (docs/formats/records.md).
import type {
  FieldType,
  Masked,
  RecordRow,
  RecordValue,
  RecordValues,
  RegisterAction,
  RegisterField,
} from '@/api/records';
import { latinDigits, readPartialDate } from '../check/draft';

// What a control holds: a text, chosen ids, or rows.
export type Held = string | string[] | RecordRow[];
// Why a field can't be sent; a word of the catalogue.
export type Wrong =
  | 'required'
  | 'date'
  | 'instant'
  | 'count'
  | 'partner'
  | 'person'
  | 'vehicle'
  | 'document'
  | 'object';

export const ROW_MEMBERS = {
  person: ['name', 'birth_date', 'nationality', 'gender', 'document', 'role'],
  vehicle: ['plate', 'vin', 'engine', 'country', 'make'],
  document: ['number', 'type', 'country'],
  object: ['kind', 'number', 'make', 'model', 'description', 'country'],
} as const;
export type RowType = keyof typeof ROW_MEMBERS;

// Several ids or codes.
const MANY: readonly FieldType[] = ['choices', 'units', 'users', 'countries', 'links'];

export function isMasked(value: RecordValue | null | undefined): value is Masked {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isRowType(type: FieldType): type is RowType {
  return type in ROW_MEMBERS;
}

export function isEmpty(value: RecordValue | null | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

// An instant as the control for it wants it: in the reader's zone, to the minute.
export function localMinute(at: Date): string {
  const two = (figure: number) => String(figure).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function readLocalMinute(text: string): string | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

export function hold(type: FieldType, value: RecordValue | null | undefined): Held {
  const many = MANY.includes(type) || type === 'attachment' || isRowType(type);
  // What is masked as a whole stays as it is unless something is typed in its place.
  if (isEmpty(value) || value === undefined || value === null || isMasked(value)) return many ? [] : '';
  if (Array.isArray(value)) return value;
  if (type === 'instant') return localMinute(new Date(value));
  return String(value);
}

export function hasWrongDate({ birth_date: date = '' }: RecordRow): boolean {
  return date.trim() !== '' && readPartialDate(date) === null;
}

type Read = { value: RecordValue | null } | { wrong: Wrong };

function readRows(type: RowType, rows: RecordRow[]): Read {
  const filled: RecordRow[] = [];
  for (const row of rows) {
    const members = Object.entries(row).map(([name, text]) => [name, text.trim()] as const);
    const kept = Object.fromEntries(members.filter(([, text]) => text !== ''));
    if (Object.keys(kept).length === 0) continue;
    // It stands for the row that is kept in its place.
    if (kept.masked) {
      filled.push(kept);
      continue;
    }
    if (type === 'person' && !kept.name) return { wrong: 'person' };
    if (type === 'vehicle' && !kept.vin && !kept.plate && !kept.engine) return { wrong: 'vehicle' };
    if (type === 'document' && !kept.number) return { wrong: 'document' };
    if (type === 'object' && (!kept.kind || (!kept.number && !kept.description))) return { wrong: 'object' };
    if (hasWrongDate(kept)) return { wrong: 'date' };
    if (kept.birth_date) kept.birth_date = readPartialDate(kept.birth_date) ?? '';
    filled.push(kept);
  }
  return { value: filled.length ? filled : null };
}

function readText(type: FieldType, text: string): Read {
  if (text === '') return { value: null };
  if (type === 'date') {
    const date = readPartialDate(text);
    return date ? { value: date } : { wrong: 'date' };
  }
  if (type === 'instant') {
    const at = readLocalMinute(text);
    return at ? { value: at } : { wrong: 'instant' };
  }
  if (type === 'count') {
    const digits = latinDigits(text).replace(/\s/g, '');
    return /^\d{1,15}$/.test(digits) ? { value: Number(digits) } : { wrong: 'count' };
  }
  if (type === 'partner') {
    const code = text.toUpperCase();
    return isPartnerCode(code) ? { value: code } : { wrong: 'partner' };
  }
  return { value: text };
}

// A country, or the code of an organisation.
export function isPartnerCode(code: string): boolean {
  return /^[A-Z0-9-]{2,20}$/.test(code);
}

// One number a line.
function readNumbers(lines: string[]): Read {
  const numbers = lines.map((line) => line.trim()).filter((line) => line !== '');
  return { value: numbers.length ? numbers : null };
}

export function read(type: FieldType, held: Held): Read {
  if (typeof held === 'string') return readText(type, held.trim());
  if (held.length === 0) return { value: null };
  if (type === 'links') return readNumbers(held as string[]);
  return isRowType(type) ? readRows(type, held as RecordRow[]) : { value: held };
}

export type Typed = Record<string, Held>;

// What the record would hold, as far as it can be read.
function after(fields: RegisterField[], present: RecordValues, typed: Typed): RecordValues {
  const values = { ...present };
  for (const field of fields) {
    const held = typed[field.id];
    if (held === undefined) continue;
    const given = read(field.type, held);
    if ('value' in given) values[field.id] = given.value;
  }
  return values;
}

function holds(values: RecordValues, { field, is }: NonNullable<RegisterField['required_when']>): boolean {
  const value = values[field];
  const texts = Array.isArray(value) ? value : [value];
  return texts.some((text) => typeof text === 'string' && is.includes(text));
}

// The fields that may not stay empty, as the form stands now.
export function requiredNow(
  fields: RegisterField[],
  action: RegisterAction,
  present: RecordValues,
  typed: Typed,
): Set<string> {
  const values = after(fields, present, typed);
  const wanted = fields.filter(
    ({ id, required_when: when }) =>
      action.fields.includes(id) && (action.required.includes(id) || (when && holds(values, when))),
  );
  return new Set(wanted.map(({ id }) => id));
}

export interface Form {
  // What was typed, and differs from what is there.
  values: RecordValues;
  wrong: Record<string, Wrong>;
}

// Reads the form of an action. Only what was typed is sent, so that nobody takes back what a colleague wrote meanwhile.
export function readForm(fields: RegisterField[], action: RegisterAction, present: RecordValues, typed: Typed): Form {
  const form: Form = { values: {}, wrong: {} };
  const required = requiredNow(fields, action, present, typed);
  for (const field of fields) {
    if (!action.fields.includes(field.id)) continue;
    const held = typed[field.id];
    const given = held === undefined ? { value: present[field.id] ?? null } : read(field.type, held);
    if ('wrong' in given) form.wrong[field.id] = given.wrong;
    else if (required.has(field.id) && isEmpty(given.value)) form.wrong[field.id] = 'required';
    else if (held !== undefined && !same(held, hold(field.type, present[field.id])))
      form.values[field.id] = given.value;
  }
  return form;
}

function same(one: Held, other: Held): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

// Is there anything that would be lost?
export function isTyped(fields: RegisterField[], present: RecordValues, typed: Typed): boolean {
  return fields.some(({ id, type }) => typed[id] !== undefined && !same(typed[id], hold(type, present[id])));
}
