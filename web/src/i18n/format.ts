// Figures, dates and names of countries as the reader's language writes them. Latin digits in every language unless the
// reader of Arabic chose otherwise.
import i18next from 'i18next';

import type { Language } from '@/api/types';
import { remembered } from '@/app/remember';
import { LANGUAGES } from './languages';

export function localeOf(language: Language): string {
  const locale = LANGUAGES.find(({ code }) => code === language)?.locale ?? 'en-GB';
  const digits = language === 'ar' && remembered('digits') === 'arab' ? 'arab' : 'latn';
  return `${locale}-u-nu-${digits}`;
}

export function formatNumber(value: number, language: Language, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(localeOf(language), options).format(value);
}

// 0.912 → "0.91". Rounded down, so that nothing below the threshold shows as if it had reached it.
export function formatScore(score: number, language: Language): string {
  return formatNumber(Math.floor(score * 100 + 1e-9) / 100, language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
}

// In the reader's zone, or in another that is named.
export function formatInstant(at: Date, language: Language, now: Date, timeZone?: string): string {
  const sameYear = at.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone ? { timeZone } : {}),
  }).format(at);
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const DAYS_OF_MONTH = 365.25 / 12;

// How many midnights of the reader's zone lie between.
function daysBetween(at: Date, now: Date): number {
  const day = (of: Date) => Date.UTC(of.getFullYear(), of.getMonth(), of.getDate()) / 86_400_000;
  return day(at) - day(now);
}

function inUnit(unit: Intl.RelativeTimeFormatUnit, seconds: number, days: number): number {
  if (unit === 'hour') return Math.trunc(seconds / 3_600);
  if (unit === 'minute') return Math.trunc(seconds / 60);
  if (unit === 'day') return days;
  return Math.round(days / (unit === 'month' ? DAYS_OF_MONTH : 12 * DAYS_OF_MONTH));
}

// "3 hours ago", "tomorrow"; "now" within a minute.
export function formatRelative(at: Date, language: Language, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const days = daysBetween(at, now);
  // The short Arabic form says "within 10 months" of what was 10 months ago (CLDR); the long one is as short and right.
  const style = language === 'ar' ? 'long' : 'short';
  const format = (value: number, unit: Intl.RelativeTimeFormatUnit) => {
    const long = unit === 'year' || unit === 'month';
    return new Intl.RelativeTimeFormat(localeOf(language), {
      // "last month" would be the one before this one, not 30 days ago.
      numeric: long ? 'always' : 'auto',
      // "4 a" and "9 m." are no words of French: years and months are written out.
      style: long ? 'long' : style,
    }).format(value, unit);
  };
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return format(inUnit(unit, seconds, days), unit);
  }
  return format(0, 'second');
}

// How much has passed, in the largest whole unit up to days: "353 days", "5 hours".
export function formatSpan(ms: number, language: Language): string {
  const seconds = Math.max(0, ms / 1000);
  const [unit, length] = STEPS.slice(2).find(([, long]) => seconds >= long) ?? (['minute', 60] as const);
  return formatNumber(Math.floor(seconds / length), language, { style: 'unit', unit, unitDisplay: 'long' });
}

// A partial date of a list: "1975", "1985-03", "1964-02-11", "1964/1967". What is none of these is shown as written.
export function formatPartialDate(text: string, language: Language): string {
  const span = text.split('/');
  if (span.length === 2 && span[0] && span[1]) return span.map((part) => formatPartialDate(part, language)).join('–');
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?$/.exec(text);
  if (!found) return text;
  const [, year, month, day] = found;
  const date = new Date(Date.UTC(Number(year), month ? Number(month) - 1 : 0, day ? Number(day) : 1));
  date.setUTCFullYear(Number(year));
  return new Intl.DateTimeFormat(localeOf(language), {
    timeZone: 'UTC',
    year: 'numeric',
    ...(month ? { month: 'short' } : {}),
    ...(day ? { day: 'numeric' } : {}),
  }).format(date);
}

// Those that have no country's code.
export const ORGANISATIONS = ['IPSG', 'AIMC'] as const;

// Of a country or an organisation.
export function countryName(code: string, language: Language): string {
  const organisation = ORGANISATIONS.find((one) => one === code.toUpperCase());
  if (organisation) return i18next.t(`organisation.${organisation}`, { lng: language });
  if (!/^[a-z]{2}$/i.test(code)) return code;
  try {
    return (
      new Intl.DisplayNames([localeOf(language)], { type: 'region', fallback: 'code' }).of(code.toUpperCase()) ?? code
    );
  } catch {
    return code;
  }
}

// A time limit whose holder the server names by a code, "Receipt of the entry · IPSG"; with the name instead.
export function nameHolder(label: string, language: Language): string {
  const holder = label.split(' · ').at(-1) ?? '';
  if (holder === label || !ORGANISATIONS.some((code) => code === holder)) return label;
  return label.slice(0, label.length - holder.length) + countryName(holder, language);
}

// "1.2 MB", in the digits of the language.
export function formatBytes(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let at = 0;
  let value = bytes;
  for (; value >= 1000 && at < units.length - 1; at += 1) value /= 1000;
  return formatNumber(value, language, {
    style: 'unit',
    unit: units[at] ?? 'byte',
    // "18 bytes": the short form has no plural.
    unitDisplay: at === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && at > 0 ? 1 : 0,
  });
}
