import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

import { callJson } from '@/api/client';
import type { HistoryItem, NewHit, Page } from '@/api/types';
import { remember, remembered } from '@/app/remember';
import { useLanguage } from '@/i18n/use_language';
import { useRights, useSession } from '../session/queries';

type Cursor = string | number | undefined;

export function useHistory(mine: boolean) {
  const me = useSession().data?.user?.id;
  return useInfiniteQuery({
    queryKey: ['history', mine],
    queryFn: ({ pageParam }) =>
      callJson<Page<HistoryItem>>('checks', {
        query: { cursor: pageParam, limit: 100, who: mine ? me : undefined },
      }),
    initialPageParam: undefined as Cursor,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
}

export function useNewHits() {
  const language = useLanguage();
  return useInfiniteQuery({
    queryKey: ['new_hits', 'list', language],
    queryFn: ({ pageParam }) => callJson<Page<NewHit>>('new-hits', { query: { cursor: pageParam } }),
    initialPageParam: undefined as Cursor,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

const seenListeners = new Set<() => void>();

function useSeen(): [string, (at: string) => void] {
  const me = useSession().data?.user?.id ?? '';
  const stored = useSyncExternalStore(
    (listener) => {
      seenListeners.add(listener);
      return () => seenListeners.delete(listener);
    },
    () => remembered('new_hits_seen') ?? '',
  );
  const [who, at = ''] = stored.split(' ');
  const see = (latest: string) => {
    remember('new_hits_seen', `${me} ${latest}`);
    seenListeners.forEach((tell) => tell());
  };
  return [who === me ? at : '', see];
}

// How many of the newest hits this reader has not looked at on this browser.
export function useNewHitCount(): number {
  const may = useRights();
  const [seen] = useSeen();
  const first = useQuery({
    queryKey: ['new_hits', 'first'],
    queryFn: () => callJson<Page<NewHit>>('new-hits'),
    enabled: may('see_own_history') || may('see_all_history'),
  });
  return (first.data?.items ?? []).filter(({ at }) => at > seen).length;
}

export function useMarkSeen(): (latest: string) => void {
  const [seen, see] = useSeen();
  return (latest) => {
    if (latest > seen) see(latest);
  };
}
