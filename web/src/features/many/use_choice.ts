import { useState } from 'react';

import type { RegisterRecord } from '@/api/records';

// So many records are acted on at most before one looks again.
export const MOST_CHOSEN = 500;

type Chosen = ReadonlyMap<string, RegisterRecord>;
const NONE: Chosen = new Map();

// The records of a list that are chosen, as they were seen; of another list (`of`) nothing is chosen yet.
export function useChoice(of: string) {
  const [held, setHeld] = useState<{ of: string; chosen: Chosen }>({ of, chosen: NONE });
  const chosen = held.of === of ? held.chosen : NONE;
  const set = (change: (before: Map<string, RegisterRecord>) => void) =>
    setHeld((before) => {
      const after = new Map(before.of === of ? before.chosen : NONE);
      change(after);
      return { of, chosen: after };
    });
  return {
    chosen,
    has: (id: string) => chosen.has(id),
    toggle: (record: RegisterRecord) =>
      set((after) => {
        if (!after.delete(record.id) && after.size < MOST_CHOSEN) after.set(record.id, record);
      }),
    add: (records: RegisterRecord[]) =>
      set((after) => {
        for (const record of records) if (after.size < MOST_CHOSEN) after.set(record.id, record);
      }),
    remove: (ids: readonly string[]) => set((after) => ids.forEach((id) => after.delete(id))),
    clear: () => set((after) => after.clear()),
  };
}

export type Choice = ReturnType<typeof useChoice>;
