import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { call, callJson, callText } from '@/api/client';
import type { ApiKey, LedgerEntry, LedgerVerdict, Page, Role, User } from '@/api/types';

export function useUsers() {
  return useQuery({ queryKey: ['users'], queryFn: async () => (await callJson<{ users: User[] }>('users')).users });
}

export function useAddUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: { name: string; role: Role; password: string }) => call('users', { method: 'POST', json }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
}

export interface UserChange {
  id: string;
  role?: Role;
  state?: User['state'];
  password?: string;
  unit?: string;
  country?: string;
}

export function useChangeUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...json }: UserChange) => call(`users/${encodeURIComponent(id)}`, { method: 'PATCH', json }),
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
}

export function useKeys() {
  return useQuery({ queryKey: ['keys'], queryFn: async () => (await callJson<{ keys: ApiKey[] }>('keys')).keys });
}

export function useAddKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: { name: string; role: Role }) =>
      callJson<{ id: string; key: string }>('keys', { method: 'POST', json }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
}

export function useEndKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(`keys/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
}

export function useLedger(kind: string) {
  return useInfiniteQuery({
    queryKey: ['ledger', kind],
    queryFn: ({ pageParam }) => callJson<Page<LedgerEntry>>('ledger', { query: { cursor: pageParam, kind } }),
    initialPageParam: undefined as string | number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
}

export function useCheckpoint(wanted: boolean) {
  return useQuery({
    queryKey: ['checkpoint'],
    queryFn: () => callText('ledger/checkpoint'),
    enabled: wanted,
    gcTime: 0,
  });
}

export function useVerify() {
  return useMutation({ mutationFn: () => callJson<LedgerVerdict>('ledger/verify') });
}
