// What a file probably is, from its name, so that the reader has less to choose.
import type { ImportFormat } from '@/api/types';

export function guessFormat(names: string[]): ImportFormat | null {
  const text = names.join(' ').toLowerCase();
  if (/\b(sdn|add|alt|sdn_comments)\.csv\b/.test(text)) return 'ofac';
  if (/\.xml\b/.test(text)) return 'un';
  if (/\.(ndjson|jsonl|ftm)\b/.test(text)) return 'ftm';
  if (/\.json\b/.test(text)) return /ftm|entities/.test(text) ? 'ftm' : 'interpol';
  return /\.(csv|tsv)\b/.test(text) ? 'csv' : null;
}

// Names of datasets: a–z, 0–9, _ and -, at most 40.
export function datasetName(text: string): string {
  return text
    .toLowerCase()
    .replace(/\.[a-z0-9]+$/, '')
    .replace(/[^a-z0-9_-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
}

export function isDatasetName(text: string): boolean {
  return /^[a-z0-9_-]{1,40}$/.test(text);
}
