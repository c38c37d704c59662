import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { call, callJson, type Query } from '@/api/client';
import type { LikelyFile, Position, Proposal, RecordCheck, SubjectValues, SubjectView } from '@/api/subjects';
import type { Page } from '@/api/types';
import { useLanguage } from '@/i18n/use_language';

// The files that words or a row may be of. Each look is an entry of the ledger: ask when the reader has stopped typing.
export async function readLikely(query: Query, signal: AbortSignal): Promise<LikelyFile[]> {
  return (await callJson<{ items: LikelyFile[] }>('subjects', { query, signal })).items;
}

export function useLikely(query: Query, enabled: boolean) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['likely', language, query],
    queryFn: ({ signal }) => readLikely(query, signal),
    enabled,
    staleTime: 60_000,
    placeholderData: enabled ? keepPreviousData : undefined,
  });
}

export function useSubject(id: string) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['subject', id, language],
    queryFn: () => callJson<SubjectView>(`subjects/${encodeURIComponent(id)}`),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

// What may lawfully be done; read anew whenever somebody looks, for the purpose that he has chosen.
export function usePosition(id: string, purpose: string, enabled: boolean) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['position', id, language, purpose],
    queryFn: () => callJson<Position>(`subjects/${encodeURIComponent(id)}/position`, { query: { purpose } }),
    enabled,
    staleTime: 60_000,
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
}

// The same with what is masked of it, with a reason that goes on record.
export function useUnmaskSubject(id: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      callJson<SubjectView>(`subjects/${encodeURIComponent(id)}/unmask`, { method: 'POST', json: { reason } }),
    gcTime: 0,
  });
}

export function useProposals() {
  const language = useLanguage();
  return useInfiniteQuery({
    queryKey: ['proposals', language],
    queryFn: ({ pageParam }) =>
      callJson<Page<Proposal>>('subject-proposals', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.next === null || page.next === undefined ? undefined : Number(page.next)),
    staleTime: 60_000,
  });
}

export function useRecordChecks(record: string, version: number, enabled: boolean) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['record_checks', record, version, language],
    queryFn: async () =>
      (await callJson<{ items: RecordCheck[] }>(`records/${encodeURIComponent(record)}/checks`)).items,
    enabled,
    placeholderData: keepPreviousData,
  });
}

// After a merge, everything that shows files may show something else.
function useRefresh() {
  const client = useQueryClient();
  return async () => {
    const keys = ['subject', 'position', 'likely', 'proposals', 'record_checks', 'found_subjects'];
    await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
}

export type Deed =
  | { do: 'merge'; id: string; into: string; reason: string }
  | { do: 'apart'; id: string; other: string; reason: string }
  | { do: 'unmerge'; id: string; reason: string };

export function useDecide() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ do: action, id, ...json }: Deed) =>
      call(`subjects/${encodeURIComponent(id)}/${action}`, { method: 'POST', json }),
    onSuccess: refresh,
  });
}

export interface Change {
  id: string;
  version: number;
  values: SubjectValues | Record<string, unknown>;
  reason: string;
}

export function useChange() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, version, ...json }: Change) =>
      call(`subjects/${encodeURIComponent(id)}/changes`, { method: 'POST', json, ifMatch: version }),
    onSuccess: refresh,
  });
}

export function useJudgeHit() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (hit: { check: string; dataset: string; entity: string; same: boolean; reason: string }) =>
      callJson(`checks/${encodeURIComponent(hit.check)}/judgements`, {
        method: 'POST',
        json: {
          dataset: hit.dataset,
          entity_id: hit.entity,
          verdict: hit.same ? 'same' : 'not_same',
          reason: hit.reason,
        },
      }),
    onSuccess: refresh,
  });
}

export function useTakeBack() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      call(`judgements/${encodeURIComponent(id)}`, { method: 'DELETE', json: { reason } }),
    onSuccess: refresh,
  });
}
