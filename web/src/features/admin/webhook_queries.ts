import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { call, callJson } from '@/api/client';
import type { Delivery, Webhook } from '@/api/types';
import { useLanguage } from '@/i18n/use_language';

const KEY = ['webhooks'];
const pathOf = (id: string) => `webhooks/${encodeURIComponent(id)}`;
// What waits is sent by the server itself; how it went is looked at while the list is open.
const LOOK = 5_000;

export function useWebhooks() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => callJson<{ kinds: string[]; items: Webhook[] }>('webhooks'),
  });
}

export interface WebhookWords {
  url: string;
  secret?: string;
  kinds: string[];
  registers: string[];
}

export function useAddWebhook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: WebhookWords) => callJson<{ id: string; secret: string }>('webhooks', { method: 'POST', json }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useChangeWebhook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...json }: Partial<WebhookWords> & { id: string; state?: Webhook['state'] }) =>
      call(pathOf(id), { method: 'PATCH', json }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useEndWebhook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(pathOf(id), { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function usePing() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(`${pathOf(id)}/ping`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
}

export function useDeliveries(id: string) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['deliveries', id, language],
    queryFn: async () => (await callJson<{ items: Delivery[] }>(`${pathOf(id)}/deliveries`)).items,
    refetchInterval: LOOK,
  });
}

export function useSendAgain(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (delivery: string) =>
      call(`${pathOf(id)}/deliveries/${encodeURIComponent(delivery)}/send-again`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
}
