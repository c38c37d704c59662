import { useEffect, useState } from 'react';

import { ApiError, newKey } from '@/api/client';
import type { RecordValues, Register, RegisterAction } from '@/api/records';
import { forgetDraft, useDraft } from '@/app/drafts';
import type { Deed } from './queries';
import { hold, isTyped, readForm, readLocalMinute, requiredNow, type Held, type Typed } from './values';

interface Draft {
  typed: Typed;
  reason: string;
  happenedAt: string;
}

const EMPTY: Draft = { typed: {}, reason: '', happenedAt: '' };
// Beside the ids of fields, which hold no dot.
export const REASON = '.reason';
export const HAPPENED = '.happened_at';

// What is typed into the form of an action. It is kept in the tab until it is sent, also when the form is left.
export function useActionForm(name: string, register: Register, action: RegisterAction, present: RecordValues) {
  const [draft, setDraft] = useDraft<Draft>(name, EMPTY);
  const [key, setKey] = useState(newKey);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<Record<string, string>>({});
  // How often a field stood in the way of sending it.
  const [failures, setFailures] = useState(0);
  const fields = action.fields.flatMap((id) => register.fields.find((field) => field.id === id) ?? []);
  const dirty = isTyped(fields, present, draft.typed) || draft.reason.trim() !== '';
  useWarning(dirty);

  const form = readForm(register.fields, action, present, draft.typed);
  const wrong: Record<string, string> = { ...form.wrong };
  if (action.reason && !draft.reason.trim()) wrong[REASON] = 'required';
  if (draft.happenedAt && !readLocalMinute(draft.happenedAt)) wrong[HAPPENED] = 'instant';

  const change = (part: Partial<Draft>, id: string) => {
    setDraft((before) => ({ ...before, ...part }));
    setRefused(({ [id]: _, ...rest }) => rest);
  };
  return {
    fields,
    dirty,
    key,
    reason: draft.reason,
    happenedAt: draft.happenedAt,
    required: requiredNow(register.fields, action, present, draft.typed),
    // Said only once the reader has tried to send.
    wrong: { ...(tried ? wrong : {}), ...refused },
    count: Object.keys(wrong).length,
    failures,
    held: (id: string): Held => {
      const field = fields.find((one) => one.id === id);
      return draft.typed[id] ?? (field ? hold(field.type, present[id]) : '');
    },
    type: (id: string, value: Held) => change({ typed: { ...draft.typed, [id]: value } }, id),
    setReason: (reason: string) => change({ reason }, REASON),
    setHappenedAt: (happenedAt: string) => change({ happenedAt }, HAPPENED),
    // What to send; null while something is missing or wrong.
    deed: (): Deed | null => {
      setTried(true);
      setRefused({});
      if (Object.keys(wrong).length) {
        setFailures(failures + 1);
        return null;
      }
      const happened = readLocalMinute(draft.happenedAt);
      return {
        values: form.values,
        ...(draft.reason.trim() ? { reason: draft.reason.trim() } : {}),
        ...(happened ? { happened_at: happened } : {}),
      };
    },
    // What the server says against a field; true if the form shows it there.
    refuse: (error: unknown): boolean => {
      const at = placeOf(
        error,
        fields.map(({ id }) => id),
      );
      if (at) {
        setRefused({ [at]: wordOf(error as ApiError) });
        setFailures((before) => before + 1);
      }
      return at !== undefined;
    },
    forget: () => {
      setDraft(EMPTY);
      forgetDraft(name);
      setTried(false);
      setRefused({});
      setFailures(0);
      setKey(newKey());
    },
  };
}

export type ActionForm = ReturnType<typeof useActionForm>;

// The field that an answer of the server speaks of, if the form shows it.
export function placeOf(error: unknown, fields: string[]): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === 'record.reason_missing') return REASON;
  if (error.code === 'record.happened_later') return HAPPENED;
  const field = error.params.field;
  return field !== undefined && fields.includes(field) ? field : undefined;
}

// The server's sentences name a field by its id; beside the field itself, what is wrong is enough.
function wordOf(error: ApiError): string {
  return error.code === 'record.required' || error.code === 'record.reason_missing' ? 'required' : error.message;
}

// The browser asks before the tab is closed with something typed; other pages may be looked at, the draft stays.
function useWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);
}
