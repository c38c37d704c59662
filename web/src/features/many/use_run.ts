import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { callJson, newKey } from '@/api/client';
import type { RegisterRecord } from '@/api/records';
import type { Deed } from '../records/queries';

// So many are sent at a time, so that one sees how it goes on and can stop.
const AT_ONCE = 25;

export interface Outcome {
  record: RegisterRecord;
  done: boolean;
  // Why it was refused, in the reader's language.
  problem: string;
}

interface Answer {
  items: { done: boolean; problem?: string }[];
}

interface Run {
  total: number;
  outcomes: Outcome[];
  state: 'running' | 'stopped' | 'done';
  error: unknown;
}

// Does one action to many records, part by part. A part whose answer was lost is sent again with the same key, and what
// was done is not done twice.
export function useRun(register: string, action: string) {
  const client = useQueryClient();
  const [run, setRun] = useState<Run | null>(null);
  const rest = useRef<{ records: RegisterRecord[]; deed: Deed; key: string } | null>(null);
  const stopping = useRef(false);

  const goOn = async () => {
    const path = `registers/${encodeURIComponent(register)}/actions/${encodeURIComponent(action)}`;
    stopping.current = false;
    setRun((before) => before && { ...before, state: 'running', error: null });
    let error: unknown = null;
    while (rest.current && rest.current.records.length > 0 && !stopping.current && !error) {
      const { records, deed, key } = rest.current;
      const part = records.slice(0, AT_ONCE);
      const json = { ...deed, records: part.map(({ id, version }) => ({ id, version })) };
      try {
        const answer = await callJson<Answer>(path, { method: 'POST', json, idempotencyKey: key });
        const outcomes = part.map((record, at) => ({
          record,
          done: answer.items[at]?.done ?? false,
          problem: answer.items[at]?.problem ?? '',
        }));
        rest.current = { records: records.slice(AT_ONCE), deed, key: newKey() };
        setRun((before) => before && { ...before, outcomes: [...before.outcomes, ...outcomes] });
      } catch (problem) {
        error = problem;
      }
    }
    const left = rest.current?.records.length ?? 0;
    setRun((before) => before && { ...before, state: left > 0 ? 'stopped' : 'done', error });
    await client.invalidateQueries({ queryKey: ['records'] });
  };

  return {
    run,
    start: (records: RegisterRecord[], deed: Deed) => {
      rest.current = { records, deed, key: newKey() };
      setRun({ total: records.length, outcomes: [], state: 'running', error: null });
      void goOn();
    },
    goOn: () => void goOn(),
    stop: () => {
      stopping.current = true;
    },
  };
}
