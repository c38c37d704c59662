import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { callJson } from '@/api/client';
import type { FrontLineAnswer } from '@/api/types';
import { useLanguage } from '@/i18n/use_language';

// Until the source has answered, how the hit stands is asked so often. The server writes down only what is new.
const LIVE_MS = 5_000;

export function useAskFrontLine() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: { text: string; purpose: string; place: string }) =>
      callJson<FrontLineAnswer>('front-line', { method: 'POST', json }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['history'] }),
  });
}

// How the hit stands now.
export function useHitState(hit: string | undefined) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['front_line', hit, language],
    queryFn: () => callJson<FrontLineAnswer>(`front-line/${encodeURIComponent(hit ?? '')}`),
    enabled: hit !== undefined,
    refetchInterval: (query) => (query.state.data?.answer === 'nothing' ? false : LIVE_MS),
    gcTime: 0,
  });
}
