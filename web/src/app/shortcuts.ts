import { useEffect } from 'react';

import { remembered } from './remember';

export type Shortcut = 'palette' | 'search' | 'help' | 'next' | 'previous';

type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

// Which shortcut a key is. Keyboards of other scripts have no j, k and /, there the place of the key counts.
export function shortcutOf(event: Keys): Shortcut | null {
  const otherScript = event.key.length === 1 && event.key > '\u007f';
  const has = (key: string, code: string) => event.key.toLowerCase() === key || (otherScript && event.code === code);
  if (event.ctrlKey || event.metaKey) return !event.altKey && has('k', 'KeyK') ? 'palette' : null;
  if (event.altKey) return null;
  if (event.key === '?' || event.key === '؟') return 'help';
  if (event.key === '/' || (otherScript && !event.shiftKey && event.code === 'Slash')) return 'search';
  if (has('j', 'KeyJ') || event.key === 'ArrowDown') return 'next';
  if (has('k', 'KeyK') || event.key === 'ArrowUp') return 'previous';
  return null;
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName) || isTextInput(target))
  );
}

function isTextInput(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type);
}

// Moves the focus to the next or previous of the places where j and k stop.
export function step(direction: 1 | -1): void {
  const places = [...document.querySelectorAll<HTMLElement>('main [data-step]')].filter(
    (place) => place.offsetParent !== null,
  );
  const at = places.findIndex((place) => place === document.activeElement);
  const next = at < 0 ? (direction === 1 ? 0 : places.length - 1) : at + direction;
  places[Math.min(Math.max(next, 0), places.length - 1)]?.focus();
}

// Arrows move from one of those places to the next; elsewhere they scroll.
function isElsewhere(event: KeyboardEvent): boolean {
  return event.key.startsWith('Arrow') && !(event.target instanceof HTMLElement && 'step' in event.target.dataset);
}

export function useShortcuts(run: (shortcut: Shortcut) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event);
      if (!shortcut) return;
      const single = shortcut !== 'palette';
      if (single && (remembered('shortcuts') === 'off' || isTyping(event.target) || isElsewhere(event))) return;
      if (single && document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      run(shortcut);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [run]);
}
