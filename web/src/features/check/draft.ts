// What the reader has put into the form of a check, and the question that it makes.
import type { CheckAnswer, CheckRequest, Properties } from '@/api/types';

export const KINDS = ['Person', 'Organization', 'Vehicle', 'Vessel', 'Passport', 'Identification'] as const;
export type Kind = 'auto' | (typeof KINDS)[number];

export interface Draft {
  text: string;
  kind: Kind;
  birthDate: string;
  nationality: string;
  gender: string;
  number: string;
}

export const EMPTY_DRAFT: Draft = { text: '', kind: 'auto', birthDate: '', nationality: '', gender: '', number: '' };

// What a recognised text is that is not a name: its parts are read by the server, and need no fields.
export function isPaper(recognisedKind: string | undefined): boolean {
  return recognisedKind !== undefined && recognisedKind !== 'name' && recognisedKind !== 'unknown';
}

export function isRefined(draft: Draft): boolean {
  return Boolean(draft.kind !== 'auto' || draft.birthDate || draft.nationality || draft.gender || draft.number);
}

// Arabic-Indic and Persian digits as Latin ones.
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) % 16));
}

// A date as people write it, as far as they know it: 1979, 03/1979, 12/03/1979, 1979-03-12. Day before month, as in all
// four languages of the pages. null if it is none.
export function readPartialDate(text: string): string | null {
  const parts = latinDigits(text.trim()).split(/[\s./-]+/);
  if (parts.length > 3 || !parts.every((part) => /^\d+$/.test(part))) return null;
  const ordered = parts[0]?.length === 4 ? parts : [...parts].reverse();
  const [year = '', month, day] = ordered;
  if (year.length !== 4 || Number(year) < 1000 || ordered.slice(1).some((part) => part.length > 2)) return null;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return null;
  if (day !== undefined && !dayExists(Number(year), Number(month), Number(day))) return null;
  return ordered.map((part, index) => (index === 0 ? part : part.padStart(2, '0'))).join('-');
}

function dayExists(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

// Which property the text of the box is, for a kind that the reader chose.
function mainProperty(kind: Kind, recognisedKind: string | undefined): string {
  if (kind === 'Passport' || kind === 'Identification') return 'number';
  if (kind === 'Vehicle') return recognisedKind === 'vin' ? 'vin' : 'registrationNumber';
  if (kind === 'Vessel' && recognisedKind === 'imo') return 'imoNumber';
  return 'name';
}

function structured(draft: Draft, recognisedKind: string | undefined): { schema: string; properties: Properties } {
  const schema = draft.kind === 'auto' ? 'Person' : draft.kind;
  const properties: Properties = {};
  const add = (name: string, value: string | null) => {
    if (value) properties[name] = [value];
  };
  add(mainProperty(draft.kind, recognisedKind), draft.text.trim());
  if (schema === 'Person') {
    add('birthDate', readPartialDate(draft.birthDate));
    add('gender', draft.gender);
    add('idNumber', draft.number.trim());
    add('nationality', draft.nationality);
  } else {
    add('country', draft.nationality);
    if (schema === 'Organization') add('registrationNumber', draft.number.trim());
  }
  return { schema, properties };
}

// The fields that a kind of thing has in the form.
export function fieldsOf(kind: Kind): { birth: boolean; number: boolean } {
  const person = kind === 'auto' || kind === 'Person';
  return { birth: person, number: person || kind === 'Organization' };
}

export function buildRequest(draft: Draft, purpose: string, recognisedKind: string | undefined): CheckRequest {
  const plain = !isRefined(draft) || (draft.kind === 'auto' && isPaper(recognisedKind));
  return plain ? { text: draft.text.trim(), purpose } : { ...structured(draft, recognisedKind), purpose };
}

// The form as it would have to be filled to ask again what an answer answers.
export function draftOf(query: CheckAnswer['query']): Draft {
  const first = (...names: string[]) => names.map((name) => query.properties[name]?.[0]).find(Boolean) ?? '';
  const kind = KINDS.find((known) => known === query.schema) ?? 'Person';
  return {
    text: first('name', 'number', 'passportNumber', 'vin', 'registrationNumber', 'imoNumber', 'serialNumber'),
    kind,
    birthDate: first('birthDate'),
    nationality: first('nationality', 'country').toLowerCase(),
    gender: first('gender'),
    number: kind === 'Person' ? first('idNumber', 'passportNumber') : '',
  };
}

// What was asked, in one line. Lists are asked for the key of a plate; the reader sees it with the letters that it has.
export function captionOf({ query, recognised }: Pick<CheckAnswer, 'query' | 'recognised'>): string {
  const plate = recognised?.kind === 'plate' ? recognised.fields.canonical : undefined;
  return typeof plate === 'string' && plate ? plate : draftOf(query).text || query.schema;
}
