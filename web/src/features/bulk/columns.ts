// A table of questions (CSV) as lines of questions (NDJSON): which column says what, and the line that a row becomes.
import type { Properties } from '@/api/types';
import { countryCodeOf } from '@/i18n/countries';
import { readPartialDate } from '../check/draft';

export const TARGETS = [
  'text',
  'name',
  'given_name',
  'family_name',
  'birth_date',
  'nationality',
  'gender',
  'number',
  'passport',
  'vin',
  'plate',
  'id',
] as const;
export type Target = (typeof TARGETS)[number] | 'ignore';

export interface Mapping {
  schema: string;
  targets: Target[];
}

const HEADERS: readonly [Target, RegExp][] = [
  ['family_name', /family|last.?name|surname|(?<!pr[eé])nom.de.famille|^nom$|apellido|النسب|العائل/],
  ['given_name', /given|first.?name|pr[eé]nom|nombre.de.pila|الشخصي/],
  ['birth_date', /birth|born|dob|naissance|n[eé]e?.le|nacimiento|الميلاد|الازدياد|الولادة/],
  ['nationality', /national|citizen|country|pays|pa[ií]s|الجنسية|البلد/],
  ['gender', /gender|sex|الجنس|النوع/],
  ['passport', /passport|passeport|pasaporte|جواز/],
  ['vin', /\bvin\b|chassis|châssis|bastidor|الهيكل/],
  ['plate', /plate|plaque|immatric|matr[ií]cula|لوحة/],
  ['text', /^(text|texte|texto|query|mrz)$|نص/],
  ['name', /name|nom|nombre|الاسم|إسم|اسم/],
  ['number', /number|num[eé]ro|n[uú]mero|document|cin|dni|رقم|البطاقة/],
  ['id', /^(id|ref|reference|r[eé]f[eé]rence|referencia|key|clé)$|المرجع/],
];

// What a column probably is, from its heading in any of the four languages. Each target is taken once.
export function guessTargets(headings: string[]): Target[] {
  const taken = new Set<Target>();
  return headings.map((heading) => {
    const text = heading.trim().toLowerCase();
    const found = HEADERS.find(([target, pattern]) => !taken.has(target) && pattern.test(text))?.[0] ?? 'ignore';
    if (found !== 'ignore') taken.add(found);
    return found;
  });
}

export function guessMapping(headings: string[]): Mapping {
  const targets = guessTargets(headings);
  const persons = targets.some((target) => ['name', 'given_name', 'family_name'].includes(target));
  const vehicles = targets.some((target) => target === 'vin' || target === 'plate');
  if (!persons && vehicles) return { schema: 'Vehicle', targets };
  if (!persons && targets.includes('passport')) return { schema: 'Passport', targets };
  return { schema: 'Person', targets };
}

const GENDERS: readonly [string, RegExp][] = [
  ['male', /^(m|male|masculin|homme|h|masculino|hombre|varón|ذكر)$/i],
  ['female', /^(f|female|f[eé]minin|femme|femenino|mujer|أنثى|انثى)$/i],
];

function genderOf(text: string): string {
  return GENDERS.find(([, pattern]) => pattern.test(text.trim()))?.[0] ?? text.trim();
}

type Put = (property: string, value: string) => void;

const PUT: Partial<Record<Target, (put: Put, value: string, schema: string) => void>> = {
  name: (put, value) => put('name', value),
  birth_date: (put, value) => put('birthDate', readPartialDate(value) ?? value),
  nationality: (put, value, schema) => put(schema === 'Person' ? 'nationality' : 'country', countryCodeOf(value)),
  gender: (put, value) => put('gender', genderOf(value)),
  number: (put, value, schema) => put(schema === 'Person' ? 'idNumber' : 'number', value),
  passport: (put, value, schema) => put(schema === 'Person' ? 'passportNumber' : 'number', value),
  vin: (put, value) => put('vin', value),
  plate: (put, value) => put('registrationNumber', value),
};

// One line of NDJSON for a row; null for a row that asks nothing.
export function lineOf(row: string[], mapping: Mapping, number: number): string | null {
  const properties: Properties = {};
  const put: Put = (property, value) => {
    properties[property] = [...(properties[property] ?? []), value];
  };
  const value = (target: Target) => row[mapping.targets.indexOf(target)]?.trim() ?? '';
  const id = value('id') || String(number);
  if (value('text')) return JSON.stringify({ id, text: value('text') });
  const joined = [value('given_name'), value('family_name')].filter(Boolean).join(' ');
  if (joined) put('name', joined);
  mapping.targets.forEach((target, column) => {
    const text = row[column]?.trim();
    if (text) PUT[target]?.(put, text, mapping.schema);
  });
  return Object.keys(properties).length ? JSON.stringify({ id, schema: mapping.schema, properties }) : null;
}

// Is there anything that could be asked for?
export function asksSomething(mapping: Mapping): boolean {
  return mapping.targets.some((target) =>
    ['text', 'name', 'given_name', 'family_name', 'number', 'passport', 'vin', 'plate'].includes(target),
  );
}
