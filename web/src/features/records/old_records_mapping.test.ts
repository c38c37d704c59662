import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';

import type { Register } from '@/api/records';
import { draftMapping, readTitles } from './old_records_mapping';

const REGISTER: Register = {
  id: 'requests',
  code: 'REQ',
  title: 'Requests',
  title_one: 'Request',
  create: 'register',
  import_may: ['supervisor'],
  fields: [
    { id: 'summary', type: 'text', label: 'Summary', help: '', column: true, choices: [] },
    { id: 'reply', type: 'long_text', label: 'Reply', help: '', column: false, choices: [], may_write: false },
    { id: 'files', type: 'attachment', label: 'Files', help: '', column: false, choices: [] },
  ],
  states: [
    { id: 'open', label: 'Open', kind: 'open' },
    { id: 'done', label: 'Done', kind: 'closed' },
  ],
  actions: [],
};

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer;

const words = ((key: string) => key) as TFunction;

it('reads the titles as the table writes them', () => {
  expect(readTitles(bytesOf('\ufeffDossier;"Objet; court";;Dossier\n1;2;;3\n'), 'fr')).toEqual({
    titles: ['Dossier', 'Objet; court'],
    delimiter: ';',
    encoding: 'utf-8',
    own: false,
  });
});

it('takes a table that is not UTF-8 for one of a spreadsheet in the language of the reader', () => {
  const arabic = new Uint8Array([0xc7, 0xe1, 0xd1, 0xde, 0xe3, 0x3b, 0x41, 0x0a]).buffer;
  expect(readTitles(arabic, 'ar')).toMatchObject({ titles: ['الرقم', 'A'], encoding: 'windows-1256' });
  expect(readTitles(new Uint8Array([0x4e, 0xb0, 0x3b, 0x41]).buffer, 'fr')).toMatchObject({
    titles: ['N°', 'A'],
    encoding: 'windows-1252',
  });
});

it('knows a table that needs no mapping', () => {
  expect(readTitles(bytesOf('number,opened_at,summary\n'), 'en').own).toBe(true);
  expect(readTitles(bytesOf('{"number":"1"}\n'), 'en').own).toBe(true);
});

it('drafts a mapping that names every column, and fills in only what is certain', () => {
  const table = readTitles(bytesOf('No "1"\tsummary \tReply\n'), 'en');
  const lines = draftMapping(REGISTER, table, words).split('\n');
  expect(lines).toContain('delimiter = "tab"');
  expect(lines).toContain('number = ""');
  expect(lines).toContain('otherwise = "done"');
  expect(lines).toContain('# "" = "open"  # Open');
  expect(lines).toContain('# "No \\"1\\"" = ""');
  expect(lines).toContain('"summary " = "summary"');
  expect(lines, 'a field that he may not write').toContain('# "Reply" = ""');
  expect(lines).toContain('# summary = ""  # Summary');
  expect(lines.join('\n')).not.toContain('files');
});
