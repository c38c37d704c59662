import { useSyncExternalStore } from 'react';

import { formatInstant, formatPartialDate, formatRelative } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Text, Together } from './layout';

// One clock for all times on the page; it ticks once a minute.
let now = new Date();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = new Date();
    listeners.forEach((tell) => tell());
  }, 60_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

// An instant: relative beside absolute ("3 min. ago · 21 Nov, 20:19"), in the reader's zone.
export function Time({ at, only }: { at: string; only?: 'absolute' | 'relative' }) {
  const language = useLanguage();
  useSyncExternalStore(subscribe, () => now);
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <>{at}</>;
  const today = new Date();
  const absolute = formatInstant(date, language, today);
  const relative = formatRelative(date, language, today);
  return (
    <time dateTime={at} title={absolute}>
      {only !== 'absolute' && <Together>{relative}</Together>}
      {!only && <Text soft> · </Text>}
      {only !== 'relative' && (
        <Text soft={!only}>
          <Together>{absolute}</Together>
        </Text>
      )}
    </time>
  );
}

// The same instant in the zone that decides, where its clocks differ from the reader's then.
export function TimeThere({ at, zone }: { at: string; zone: string }) {
  const language = useLanguage();
  const date = new Date(at);
  const today = new Date();
  let there = '';
  try {
    there = formatInstant(date, language, today, zone);
  } catch {
    return null;
  }
  if (there === formatInstant(date, language, today)) return null;
  return (
    <Text small soft>
      <Together>
        {there} <bdi>{zone}</bdi>
      </Together>
    </Text>
  );
}

// The date of a list or a birth date, as far as it is known.
export function PartialDate({ date }: { date: string }) {
  const language = useLanguage();
  return (
    <Together>
      <bdi>{formatPartialDate(date, language)}</bdi>
    </Together>
  );
}
