import { useRef, useState } from 'react';

import { call } from '@/api/client';
import { linesOf } from '@/api/lines';
import type { BulkLine } from '@/api/types';
import { batches } from './batches';
import { captionOfLine } from './questions';
import type { Row } from './results';

export interface BulkRun {
  state: 'running' | 'done' | 'stopped' | 'failed';
  total: number;
  rows: Row[];
  // The answers exactly as they came.
  output: string[];
  error?: unknown;
}

interface Question {
  lines: string[];
  purpose: string;
  reference: string;
}

async function* askAll({ lines, purpose, reference }: Question, signal: AbortSignal): AsyncGenerator<string[]> {
  for (const batch of batches(lines)) {
    const response = await call('checks/bulk', {
      method: 'POST',
      query: { purpose, reference },
      body: `${batch.join('\n')}\n`,
      contentType: 'application/x-ndjson',
      signal,
    });
    const answers: string[] = [];
    if (response.body) for await (const line of linesOf(response.body)) if (line.trim()) answers.push(line);
    yield answers;
  }
}

export function useBulkRun() {
  const [run, setRun] = useState<BulkRun | null>(null);
  const stop = useRef<AbortController>(null);

  const start = async (question: Question) => {
    stop.current = new AbortController();
    const rows: Row[] = [];
    const output: string[] = [];
    const show = (state: BulkRun['state'], error?: unknown) =>
      setRun({ state, total: question.lines.length, rows: [...rows], output, error });
    show('running');
    try {
      for await (const answers of askAll(question, stop.current.signal)) {
        for (const line of answers) {
          const asked = captionOfLine(question.lines[rows.length] ?? '');
          rows.push({ number: rows.length + 1, asked, answer: JSON.parse(line) as BulkLine });
          output.push(line);
        }
        show('running');
      }
      show('done');
    } catch (error) {
      const stopped = error instanceof DOMException && error.name === 'AbortError';
      show(stopped ? 'stopped' : 'failed', stopped ? undefined : error);
    }
  };

  return { run, start, stop: () => stop.current?.abort(), clear: () => setRun(null) };
}
