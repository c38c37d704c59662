import { useEffect, useRef } from 'react';

import { remembered } from '@/app/remember';
import { isTyping } from '@/app/shortcuts';

// Which figure a key is: by its place, because some keyboards write figures with Shift alone.
export function digitOf(event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>): number | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const found = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  return found ? Number(found[1]) : null;
}

// The keys 1 to 9, unless the reader types or wants no shortcuts of a single key.
export function useDigits(run: (digit: number) => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const digit = digitOf(event);
      if (digit === null || isTyping(event.target) || remembered('shortcuts') === 'off') return;
      if (document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      latest.current(digit);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
