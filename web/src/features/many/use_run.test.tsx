// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';

import type { RegisterRecord } from '@/api/records';
import { useRun } from './use_run';

interface Sent {
  key: string;
  ids: string[];
}

const records = Array.from(
  { length: 30 },
  (_, at) => ({ id: `r${at}`, number: `N${at}`, version: 2 }) as RegisterRecord,
);

// A server that refuses r1, and loses its answer to the parts that are named.
function serve(lost: number[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (_: string, options: RequestInit) => {
    const body = JSON.parse(String(options.body)) as { records: { id: string; version: number }[] };
    sent.push({
      key: new Headers(options.headers).get('Idempotency-Key') ?? '',
      ids: body.records.map(({ id }) => id),
    });
    expect(body.records.every(({ version }) => version === 2)).toBe(true);
    if (lost.includes(sent.length)) throw new TypeError('cut');
    const items = body.records.map(({ id }) => (id === 'r1' ? { done: false, problem: 'not now' } : { done: true }));
    return new Response(JSON.stringify({ done: items.length, items }), { status: 200 });
  });
  return sent;
}

const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
);

afterEach(() => vi.unstubAllGlobals());

it('goes through all of them part by part, and says what became of each', async () => {
  const sent = serve([]);
  const { result } = renderHook(() => useRun('requests', 'accept'), { wrapper });
  act(() => result.current.start(records, { values: {} }));
  await waitFor(() => expect(result.current.run?.state).toBe('done'));
  expect(sent.map(({ ids }) => ids.length)).toEqual([25, 5]);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  const refused = result.current.run?.outcomes.filter(({ done }) => !done);
  expect(refused?.map(({ record, problem }) => [record.id, problem])).toEqual([['r1', 'not now']]);
});

it('sends a part whose answer was lost again with the same key', async () => {
  const sent = serve([2]);
  const { result } = renderHook(() => useRun('requests', 'accept'), { wrapper });
  act(() => result.current.start(records, { values: {} }));
  await waitFor(() => expect(result.current.run?.state).toBe('stopped'));
  expect(result.current.run?.outcomes).toHaveLength(25);
  expect(result.current.run?.error).not.toBeNull();
  act(() => result.current.goOn());
  await waitFor(() => expect(result.current.run?.state).toBe('done'));
  expect(sent.map(({ ids }) => ids.length)).toEqual([25, 5, 5]);
  expect(sent[2]?.key).toBe(sent[1]?.key);
  expect(result.current.run?.outcomes).toHaveLength(30);
});
