import { useTranslation } from 'react-i18next';

import type { Labelled, Register, RegisterField } from '@/api/records';
import type { Language } from '@/api/types';
import { useSession } from '../session/queries';
import { useColleagues, useRegisters } from './queries';

export function labelIn(labelled: readonly Labelled[], id: string): string {
  return labelled.find((one) => one.id === id)?.label ?? id;
}

export function fieldOf(register: Register, id: string): RegisterField | undefined {
  return register.fields.find((field) => field.id === id);
}

// The name of a user as far as the reader may know it; else the id.
export function useUserName(): (id: string) => string {
  const me = useSession().data?.user;
  const colleagues = useColleagues();
  return (id) => (id === me?.id ? me.name : (colleagues.find((user) => user.id === id)?.name ?? id));
}

export function useUnitLabel(): (id: string) => string {
  const units = useRegisters().data?.units ?? [];
  return (id) => labelIn(units, id);
}

// What an object is called, in whatever register it stands; else the id.
export function useObjectKind(): (id: string) => string {
  const fields = (useRegisters().data?.registers ?? []).flatMap((register) => register.fields);
  const kinds = fields.flatMap((field) => field.object_kinds ?? []);
  return (id) => labelIn(kinds, id);
}

// Alerts of the bureau's own registers are lists too, called as the register is; others as who imported them said.
export const OWN_LISTS = 'records.';
export function useListName(): (dataset: string, title: string | undefined) => string {
  const registers = useRegisters().data?.registers ?? [];
  return (dataset, title) => registers.find(({ id }) => dataset === OWN_LISTS + id)?.title ?? (title || dataset);
}

// A line for each language, in the order in which the server writes them.
const LINES: readonly Language[] = ['ar', 'en', 'fr', 'es'];
export function lineIn(text: string, language: Language): string {
  return text.split('\n')[LINES.indexOf(language)] ?? text;
}

// Why a field can't be sent, in the reader's language.
export function useWrongWords(): (wrong: string | undefined) => string | undefined {
  const { t, i18n } = useTranslation();
  return (wrong) => (wrong && i18n.exists(`wrong.${wrong}`) ? t(`wrong.${wrong}` as never) : wrong);
}
