import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';

import { call, callJson, setCsrf } from '@/api/client';
import type { Right, Session } from '@/api/types';
import { forgetDrafts } from '@/app/drafts';

const KEY = ['session'];

async function readSession(): Promise<Session> {
  const session = await callJson<Session>('session', { keepSession: true });
  setCsrf(session.csrf);
  return session;
}

export function useSession() {
  return useQuery({ queryKey: KEY, queryFn: readSession, staleTime: Infinity });
}

export function useRights(): (right: Right) => boolean {
  const rights = useSession().data?.user?.rights ?? [];
  return (right) => rights.includes(right);
}

// The server said that the session has ended: what is on the page stays, hidden, until someone signs in.
export function endSession(client: QueryClient): void {
  setCsrf(undefined);
  client.setQueryData<Session>(KEY, (session) => session && { ...session, signed_in: false });
}

// Forgets all that was read for the reader before. The session itself stays: who shows it looks at that entry.
function forgetAll(client: QueryClient): void {
  forgetDrafts();
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
  client.getMutationCache().clear();
}

function begin(client: QueryClient, session: Session): void {
  const before = client.getQueryData<Session>(KEY);
  if (before?.user && before.user.id !== session.user?.id) {
    forgetAll(client);
  }
  setCsrf(session.csrf);
  client.setQueryData(KEY, session);
  void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: { name: string; password: string }) =>
      callJson<Session>('session', { method: 'POST', json, keepSession: true }),
    onSuccess: (session) => begin(client, session),
  });
}

export function useSetup() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: { token: string; name: string; password: string }) =>
      callJson<Session>('setup', { method: 'POST', json, keepSession: true }),
    onSuccess: (session) => begin(client, session),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('session', { method: 'DELETE' }),
    onSuccess: () => {
      forgetAll(client);
      setCsrf(undefined);
      const version = client.getQueryData<Session>(KEY)?.version ?? '';
      client.setQueryData<Session>(KEY, { signed_in: false, setup_needed: false, version });
    },
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (json: { old: string; new: string }) =>
      call('session/password', { method: 'PUT', json, keepSession: true }),
  });
}
