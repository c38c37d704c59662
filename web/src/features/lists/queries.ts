import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { call, callJson, followImport, upload } from '@/api/client';
import type { ImportChange, ImportFormat, ImportJob, ListDetail, ListSummary, Page } from '@/api/types';
import { useLanguage } from '@/i18n/use_language';

export function useLists() {
  return useQuery({
    queryKey: ['lists'],
    queryFn: async () => (await callJson<{ lists: ListSummary[] }>('lists')).lists,
  });
}

export function useList(dataset: string) {
  return useQuery({
    queryKey: ['lists', dataset],
    queryFn: () => callJson<ListDetail>(`lists/${encodeURIComponent(dataset)}`),
  });
}

export function useChanges(dataset: string, number: number) {
  return useInfiniteQuery({
    queryKey: ['changes', dataset, number],
    queryFn: ({ pageParam }) =>
      callJson<Page<ImportChange>>(`lists/${encodeURIComponent(dataset)}/imports/${number}/changes`, {
        query: { cursor: pageParam },
      }),
    initialPageParam: undefined as string | number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useEndList(dataset: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      call(`lists/${encodeURIComponent(dataset)}`, { method: 'DELETE', json: { reason } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['lists'] }),
  });
}

export function isRunning(job: ImportJob): boolean {
  return job.state !== 'done' && job.state !== 'failed';
}

export function useImports() {
  const language = useLanguage();
  return useQuery({
    queryKey: ['imports', language],
    queryFn: async () => (await callJson<{ items: ImportJob[] }>('imports')).items,
  });
}

// One import, followed while it runs.
export function useImport(first: ImportJob) {
  const client = useQueryClient();
  const language = useLanguage();
  const key = ['import', first.id, language];
  const job = useQuery({
    queryKey: key,
    queryFn: () => callJson<ImportJob>(`imports/${encodeURIComponent(first.id)}`),
    initialData: first,
    staleTime: Infinity,
  });
  const running = isRunning(job.data);
  useEffect(() => {
    if (!running) return undefined;
    return followImport(
      first.id,
      (now) => {
        client.setQueryData(['import', first.id, language], now);
        if (!isRunning(now)) {
          void client.invalidateQueries({ queryKey: ['lists'] });
          void client.invalidateQueries({ queryKey: ['imports'] });
        }
      },
      () => void client.invalidateQueries({ queryKey: ['import', first.id] }),
    );
  }, [client, first.id, language, running]);
  return job;
}

export interface ImportQuestion {
  files: File[];
  format: ImportFormat;
  dataset: string;
  title: string;
  skipBad: boolean;
  mapping: File | null;
  signal: AbortSignal;
  onSent: (fraction: number) => void;
}

export function useStartImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (question: ImportQuestion) => {
      const form = new FormData();
      if (question.format === 'csv' && question.mapping) form.append('mapping', await question.mapping.text());
      for (const file of question.files) form.append('file', file, file.name);
      const { format, dataset, title, skipBad, signal, onSent } = question;
      const query = { format, dataset, title, skip_bad: skipBad || undefined };
      return upload<{ id: string }>({ path: 'imports', query, form, signal, onSent });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}
