import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { call, callJson } from '@/api/client';
import type { BrokenGlass } from '@/api/records';

const KEY = ['glass'];

export function useBrokenGlass(openOnly: boolean) {
  return useQuery({
    queryKey: [...KEY, openOnly],
    queryFn: async () =>
      (await callJson<{ items: BrokenGlass[] }>('break-glass', { query: { open: openOnly ? '1' : undefined } })).items,
  });
}

export function useBreakGlass() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: { number: string; reason: string }) =>
      callJson<{ id: string; broken: boolean }>('break-glass', { method: 'POST', json }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, note }: { id: number; note: string }) =>
      call(`break-glass/${id}/acknowledge`, { method: 'POST', json: { note } }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
