import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { callJson, type Query } from '@/api/client';
import type { DeadlineBoard } from '@/api/records';
import { useLanguage } from '@/i18n/use_language';

// The board grows old by itself, because time passes; it is read anew once a minute while somebody looks at it.
const MINUTE_MS = 60_000;

export function useBoard(query: Query, enabled = true) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['records', 'board', language, query],
    queryFn: ({ signal }) => callJson<DeadlineBoard>('deadlines', { query, signal }),
    enabled,
    refetchInterval: MINUTE_MS,
    refetchOnMount: 'always',
    placeholderData: keepPreviousData,
  });
}
