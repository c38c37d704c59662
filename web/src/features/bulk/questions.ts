// A file of questions, read and ready to be shown and mapped.
import Papa from 'papaparse';

export const MAX_FILE_BYTES = 100 * 1024 * 1024;

export type Questions =
  | { kind: 'lines'; name: string; lines: string[] }
  | { kind: 'table'; name: string; headings: string[]; rows: string[][] };

export function parseQuestions(name: string, text: string): Questions {
  const content = text.replace(/^\ufeff/, '');
  if (content.trimStart().startsWith('{')) {
    return { kind: 'lines', name, lines: content.split(/\r?\n/).filter((line) => line.trim() !== '') };
  }
  const { data } = Papa.parse<string[]>(content, { skipEmptyLines: 'greedy' });
  const [headings = [], ...rows] = data;
  return { kind: 'table', name, headings, rows };
}

// What a line asks, in a few words, for the table of results.
export function captionOfLine(line: string): string {
  try {
    const question = JSON.parse(line) as { text?: string; properties?: Record<string, string[]> };
    if (question.text) return question.text;
    const properties = question.properties ?? {};
    const first = ['name', 'number', 'passportNumber', 'idNumber', 'vin', 'registrationNumber', 'imoNumber'];
    return first.map((name) => properties[name]?.[0]).find(Boolean) ?? '';
  } catch {
    return line.slice(0, 80);
  }
}
