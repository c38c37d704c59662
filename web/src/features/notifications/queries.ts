import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { call, callJson } from '@/api/client';
import type { NotificationPage } from '@/api/notifications';
import { useLanguage } from '@/i18n/use_language';
import { useRights } from '../session/queries';

const KEY = ['notifications'];
// Browsers take no longer wait than 24 days; an alarm that is further away is asked for again before.
const LONGEST = 24 * 3_600_000;

export function useNotifications(unreadOnly: boolean, limit: number) {
  const language = useLanguage();
  return useQuery({
    queryKey: [...KEY, 'list', unreadOnly, limit, language],
    queryFn: () =>
      callJson<NotificationPage>('notifications', { query: { unread: unreadOnly ? '1' : undefined, limit } }),
    placeholderData: keepPreviousData,
  });
}

// How many the reader has not read. An alarm goes off by time alone: then it is asked again.
export function useUnread(): number {
  const may = useRights();
  const client = useQueryClient();
  const first = useQuery({
    queryKey: [...KEY, 'unread'],
    queryFn: () => callJson<NotificationPage>('notifications', { query: { unread: '1', limit: 1 } }),
    enabled: may('see_records'),
  });
  const nextAt = first.data?.next_at;
  const readAt = first.dataUpdatedAt;
  useEffect(() => {
    if (!nextAt) return undefined;
    const wait = Math.min(Math.max(new Date(nextAt).getTime() - Date.now(), 1000), LONGEST);
    const timer = setTimeout(() => void client.invalidateQueries({ queryKey: KEY }), wait);
    return () => clearTimeout(timer);
  }, [client, nextAt, readAt]);
  return first.data?.unread ?? 0;
}

export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: { marks: string[] } | { all: true }) => call('notifications/read', { method: 'POST', json }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
