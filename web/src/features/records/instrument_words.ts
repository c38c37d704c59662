import { useTranslation } from 'react-i18next';

import type { Labelled, RecordValues, Register } from '@/api/records';
import { formatNumber } from '@/i18n/format';
import type { Language } from '@/api/types';

// What a record keeps of the treaty or law that it rests on: limits, whose unit stands in a field of its own.
const UNITS: Record<string, string> = {
  file_amount: 'arrest_unit',
  arrest_may: 'arrest_unit',
  arrest_must: 'arrest_unit',
  renewal_amount: 'arrest_unit',
  renewed_amount: 'arrest_unit',
  surrender_may: 'surrender_unit',
  surrender_must: 'surrender_unit',
};

// The unit of a limit, to be read with it.
export function unitOf(register: Register, values: RecordValues, id: string): Labelled | undefined {
  const unit = register.instrument ? UNITS[id] : undefined;
  if (!unit) return undefined;
  return register.fields.find((field) => field.id === unit)?.choices.find((one) => one.id === values[unit]);
}

// Is it a unit that is read with its limits, and needs no line of its own?
export function isUnit(register: Register, values: RecordValues, id: string): boolean {
  return Object.keys(UNITS).some((limit) => UNITS[limit] === id && values[limit] && unitOf(register, values, limit));
}

const KNOWN: Record<string, string> = { hours: 'hour', calendar_days: 'day', months: 'month' };

export function formatAmount(amount: number, unit: Labelled, language: Language): string {
  const known = KNOWN[unit.id];
  return known
    ? formatNumber(amount, language, { style: 'unit', unit: known, unitDisplay: 'long' })
    : `${formatNumber(amount, language)} (${unit.label})`;
}

export interface Source {
  // Of which limit; empty where it is the source of all.
  of: string;
  text: string;
}

// The source of each limit stands on a line of its own and begins with the id of the limit, which is called here as it
// is elsewhere.
export function useSources(): (text: string) => Source[] {
  const { t, i18n } = useTranslation();
  const read = (line: string): Source => {
    const [, id, rest] = /^([a-z_]+): (.+)$/.exec(line) ?? [];
    const known = id !== undefined && rest !== undefined && i18n.exists(`instruments.${id}`);
    return known ? { of: t(`instruments.${id}` as never), text: rest } : { of: '', text: line };
  };
  return (text) => text.split('\n').filter(Boolean).map(read);
}
