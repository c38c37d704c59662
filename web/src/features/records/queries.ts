import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';

import { call, callJson, type Query } from '@/api/client';
import type {
  Colleague,
  Instruments,
  LikelyRecord,
  RecordPage,
  RecordValues,
  RecordView,
  Register,
  RegisterRecord,
  Registers,
} from '@/api/records';
import type { RecordCheck } from '@/api/subjects';
import type { Language } from '@/api/types';
import { useLanguage } from '@/i18n/use_language';
import { useRights } from '../session/queries';

// The registers, with labels in the language of the reader. Refused for who may not see records.
export function useRegisters() {
  const language = useLanguage();
  return useQuery({
    queryKey: ['registers', language],
    queryFn: () => callJson<Registers>('registers'),
    staleTime: 10 * 60_000,
    placeholderData: keepPreviousData,
  });
}

export function useRegister(id: string | undefined): Register | undefined {
  return useRegisters().data?.registers.find((register) => register.id === id);
}

export function readRecords(query: Query, signal?: AbortSignal): Promise<RecordPage> {
  return callJson<RecordPage>('records', { query, ...(signal ? { signal } : {}) });
}

function ofRecords(query: Query) {
  return {
    queryKey: ['records', query],
    queryFn: ({ signal }: { signal: AbortSignal }) => readRecords(query, signal),
    staleTime: Infinity,
    refetchOnMount: 'always' as const,
    placeholderData: keepPreviousData,
  };
}

// A list of records. It is old (`isStale`) when somebody acted since; the reader decides when it changes.
export function useRecords(query: Query, enabled = true) {
  return useQuery({ ...ofRecords(query), enabled });
}

export function useManyRecords(queries: Query[]) {
  return useQueries({ queries: queries.map(ofRecords) });
}

export function useStateCounts(register: string) {
  return useQuery({
    queryKey: ['records', 'states', register],
    queryFn: async () => {
      const path = `registers/${encodeURIComponent(register)}/states`;
      return (await callJson<{ states: Record<string, number> }>(path)).states;
    },
    staleTime: Infinity,
    refetchOnMount: 'always',
  });
}

// Each look is an entry of the ledger, so that a record is read anew only when something happened to it.
function ofRecord(id: string, language: Language) {
  return {
    queryKey: ['record', id, language],
    queryFn: () => callJson<RecordView>(`records/${encodeURIComponent(id)}`),
    staleTime: 60_000,
    placeholderData: (before: RecordView | undefined) => (before?.id === id ? before : undefined),
  };
}

export function useRecord(id: string) {
  return useQuery(ofRecord(id, useLanguage()));
}

// What a page has read of it, without a look of its own.
export function useReadRecord(id: string): RecordView | undefined {
  return useQuery({ ...ofRecord(id, useLanguage()), enabled: false }).data;
}

// What a record may rest on, in the language of the reader.
export function useInstruments(id: string) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['record', id, 'instruments', language],
    queryFn: () => callJson<Instruments>(`records/${encodeURIComponent(id)}/instruments`),
    staleTime: 60_000,
  });
}

export interface Deed {
  values: RecordValues;
  reason?: string;
  happened_at?: string;
  // Of a new record: why it is none of those that it looks like.
  apart_reason?: string;
}

export interface Send {
  deed: Deed;
  // One for a form, however often it is sent.
  key: string;
}

function useDone() {
  const client = useQueryClient();
  return (record: RegisterRecord) => {
    void client.invalidateQueries({ queryKey: ['records'], refetchType: 'none' });
    return client.invalidateQueries({ queryKey: ['record', record.id] });
  };
}

export function useCreate(register: string) {
  const done = useDone();
  return useMutation({
    mutationFn: ({ deed, key }: Send) =>
      callJson<RegisterRecord>(`registers/${encodeURIComponent(register)}/records`, {
        method: 'POST',
        json: deed,
        idempotencyKey: key,
      }),
    onSuccess: done,
  });
}

// What a new record may be the same as.
export function readLikely(register: string, values: RecordValues): Promise<LikelyRecord[]> {
  const path = `registers/${encodeURIComponent(register)}/duplicates`;
  return callJson<{ items: LikelyRecord[] }>(path, { method: 'POST', json: { values } }).then(({ items }) => items);
}

// Joins a record that has just been made to another one.
export function joinTo(record: RegisterRecord, action: string, values: RecordValues): Promise<RegisterRecord> {
  const path = `records/${encodeURIComponent(record.id)}/actions/${encodeURIComponent(action)}`;
  return callJson<RegisterRecord>(path, { method: 'POST', json: { values }, ifMatch: record.version });
}

// Does an action to the version of the record that the reader saw.
export function useAct(id: string, action: string, version: number) {
  const client = useQueryClient();
  const done = useDone();
  return useMutation({
    mutationFn: async ({ deed, key }: Send) => {
      const path = `records/${encodeURIComponent(id)}/actions/${encodeURIComponent(action)}`;
      const response = await call(path, { method: 'POST', json: deed, idempotencyKey: key, ifMatch: version });
      return (await response.json()) as RegisterRecord;
    },
    onSuccess: done,
    // Somebody was first, or the state no longer allows it: the page shows how things stand.
    onError: () => client.invalidateQueries({ queryKey: ['record', id] }),
  });
}

// Active users who act on records.
export function useColleagues(): Colleague[] {
  const may = useRights();
  const users = useQuery({
    queryKey: ['colleagues'],
    queryFn: async () => (await callJson<{ users: Colleague[] }>('colleagues')).users,
    enabled: may('see_records'),
    staleTime: 60_000,
  });
  return users.data ?? [];
}

export interface Unmasked {
  values: RecordValues;
  // What the rows of these fields hit.
  checks: RecordCheck[];
}

// Shows what is masked, with a reason that goes on record.
export function useUnmask(id: string) {
  return useMutation({
    mutationFn: (json: { fields: string[]; reason: string }) =>
      callJson<Unmasked>(`records/${encodeURIComponent(id)}/unmask`, { method: 'POST', json }),
    gcTime: 0,
  });
}
