// A mapping to begin with (docs/formats/old-records.md) for a table of an older system.
import type { TFunction } from 'i18next';
import Papa from 'papaparse';

import type { Register } from '@/api/records';
import type { Language } from '@/api/types';

export interface Titles {
  titles: string[];
  delimiter: string;
  encoding: string;
  // The table is one that was saved here, or lines of JSON: it needs no mapping.
  own: boolean;
}

const HEAD_BYTES = 64 * 1024;

// A table that is not UTF-8 comes from a spreadsheet of the reader's language.
export function readTitles(bytes: ArrayBuffer, language: Language): Titles {
  let encoding = 'utf-8';
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    encoding = language === 'ar' ? 'windows-1256' : 'windows-1252';
  }
  const head = new TextDecoder(encoding).decode(bytes.slice(0, HEAD_BYTES));
  const json = head.trimStart().startsWith('{');
  const { data, meta } = Papa.parse<string[]>(head, { preview: 1, skipEmptyLines: 'greedy' });
  const titles = [...new Set(data[0] ?? [])].filter((title) => title.trim() !== '');
  const own = json || (titles.includes('number') && titles.includes('opened_at'));
  return { titles, delimiter: meta.delimiter || ',', encoding, own };
}

// Texts of JSON are texts of TOML.
const quoted = (text: string) => JSON.stringify(text);

export function draftMapping(register: Register, table: Titles, t: TFunction): string {
  const fields = register.fields.filter(({ type, may_write }) => type !== 'attachment' && may_write !== false);
  const same = (a: string, b: string) => a.trim().toLocaleLowerCase() === b.toLocaleLowerCase();
  const columns = table.titles.map((title) => {
    const field = fields.find(({ id, label }) => same(title, id) || same(title, label));
    return field ? `${quoted(title)} = ${quoted(field.id)}` : `# ${quoted(title)} = ""`;
  });
  return [
    `# ${t('old_records.draft_head')}`,
    '[file]',
    `delimiter = ${table.delimiter === '\t' ? '"tab"' : quoted(table.delimiter)}`,
    ...(table.encoding === 'utf-8' ? [] : [`encoding = ${quoted(table.encoding)}`]),
    '',
    '[record]',
    `# ${t('old_records.draft_record')}`,
    'number = ""',
    'opened = ""',
    '# closed = ""',
    '# state = ""',
    `otherwise = ${quoted(register.states.find(({ kind }) => kind === 'closed')?.id ?? '')}`,
    'date_order = "dmy"',
    '',
    '[states]',
    `# ${t('old_records.draft_states')}`,
    ...register.states.map(({ id, label }) => `# "" = ${quoted(id)}  # ${label}`),
    '',
    '[columns]',
    `# ${t('old_records.draft_columns')}`,
    ...columns,
    '',
    '[constants]',
    `# ${t('old_records.draft_constants')}`,
    ...fields.map(({ id, label }) => `# ${id} = ""  # ${label}`),
    '',
  ].join('\n');
}
