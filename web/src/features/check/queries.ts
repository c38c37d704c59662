import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { call, callJson } from '@/api/client';
import type { CheckAnswer, CheckRequest, Entity, Hit, Purpose, Recognised } from '@/api/types';
import { useLanguage } from '@/i18n/use_language';

const MINUTES = 60_000;

export function usePurposes() {
  const language = useLanguage();
  return useQuery({
    queryKey: ['purposes', language],
    queryFn: async () => (await callJson<{ purposes: Purpose[] }>('purposes')).purposes,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}

// What the text in the box is; nothing is asked of any list. That the session has ended is left to the question itself
// to find, so that the reader is not taken from the box while typing.
export function useIdentify(text: string) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['identify', language, text],
    queryFn: ({ signal }) =>
      callJson<Recognised>('identify', { method: 'POST', json: { text }, signal, keepSession: true }),
    enabled: text.length > 1,
    placeholderData: (before) => (text.length > 1 ? before : undefined),
    staleTime: Infinity,
    gcTime: MINUTES,
  });
}

export function useAsk() {
  const client = useQueryClient();
  const language = useLanguage();
  return useMutation({
    mutationFn: (json: CheckRequest) => callJson<CheckAnswer>('checks', { method: 'POST', json }),
    onSuccess: (answer) => {
      client.setQueryData(['check', answer.id, language], answer);
      void client.invalidateQueries({ queryKey: ['history'] });
    },
  });
}

// An answer as it was given.
export function useAnswer(id: string | undefined) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['check', id, language],
    queryFn: () => callJson<CheckAnswer>(`checks/${encodeURIComponent(id ?? '')}`),
    enabled: id !== undefined,
    staleTime: Infinity,
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
}

function useChangeHit(checkId: string) {
  const client = useQueryClient();
  return (hit: Hit, change: Partial<Hit>) => {
    client.setQueriesData<CheckAnswer>({ queryKey: ['check', checkId] }, (answer) => {
      if (!answer) return answer;
      const results = answer.results.map((other) =>
        other.id === hit.id && other.dataset === hit.dataset ? { ...other, ...change } : other,
      );
      return { ...answer, results, quiet_count: results.filter(({ quiet }) => quiet).length };
    });
  };
}

export function useJudge(checkId: string) {
  const change = useChangeHit(checkId);
  return useMutation({
    mutationFn: ({ hit, reason }: { hit: Hit; reason: string }) =>
      callJson<{ id: string }>(`checks/${encodeURIComponent(checkId)}/judgements`, {
        method: 'POST',
        json: { dataset: hit.dataset, entity_id: hit.id, verdict: 'not_same', reason },
      }),
    onSuccess: ({ id }, { hit }) => change(hit, { quiet: true, judgement_id: id }),
  });
}

export function useWithdraw(checkId: string) {
  const change = useChangeHit(checkId);
  return useMutation({
    mutationFn: ({ hit, reason }: { hit: Hit; reason: string }) =>
      call(`judgements/${encodeURIComponent(hit.judgement_id ?? '')}`, { method: 'DELETE', json: { reason } }),
    onSuccess: (_, { hit }) => change(hit, { quiet: false, judgement_id: undefined }),
  });
}

// One entry of a list in full. The look goes on record with its purpose, so that it is never taken from memory.
export function useEntity(dataset: string, id: string, purpose: string, wanted: boolean) {
  return useQuery({
    queryKey: ['entity', dataset, id, purpose],
    queryFn: () =>
      callJson<Entity>(`entities/${encodeURIComponent(dataset)}/${encodeURIComponent(id)}`, { query: { purpose } }),
    enabled: wanted,
    gcTime: 0,
  });
}
