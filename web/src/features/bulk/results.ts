// Answers to many questions: the order in which they are shown, and the files that they are kept in.
import type { BulkLine } from '@/api/types';

export interface Row {
  number: number;
  asked: string;
  answer: BulkLine;
}

export function bestScore({ answer }: Row): number {
  return answer.results?.[0]?.score ?? -1;
}

export interface Sorted {
  hits: Row[];
  errors: Row[];
  clear: number;
}

// Hits first, the strongest on top; then lines that could not be asked. Lines without a hit are counted.
export function sortRows(rows: readonly Row[]): Sorted {
  const hits = rows
    .filter((row) => bestScore(row) >= 0)
    .sort((a, b) => bestScore(b) - bestScore(a) || a.number - b.number);
  const errors = rows.filter(({ answer }) => answer.error);
  return { hits, errors, clear: rows.length - hits.length - errors.length };
}

// A value of a CSV file. Spreadsheets take what begins with =, +, - or @ for a formula; a quote prevents that.
export function csvValue(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const COLUMNS = [
  'line',
  'id',
  'asked',
  'score',
  'match',
  'caption',
  'schema',
  'dataset',
  'entity_id',
  'reasons',
  'error',
];

function rowsOf({ number, asked, answer }: Row): string[][] {
  const start = [String(number), answer.id ?? '', asked];
  if (answer.error) return [[...start, '', '', '', '', '', '', '', answer.error.text]];
  if (!answer.results?.length) return [[...start, '', '', '', '', '', '', '', '']];
  return answer.results.map((hit) => [
    ...start,
    hit.score.toFixed(4),
    String(hit.match),
    hit.caption,
    hit.schema,
    hit.dataset,
    hit.id,
    hit.reasons.map(({ text }) => text).join('; '),
    '',
  ]);
}

// A line for each hit, and one for each question without; UTF-8 with its mark, so that spreadsheets read Arabic.
export function toCsv(rows: readonly Row[]): string {
  const lines = [COLUMNS, ...rows.flatMap(rowsOf)].map((values) => values.map(csvValue).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
