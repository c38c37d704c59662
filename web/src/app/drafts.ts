// What was typed and not yet sent. It holds names of persons, so that it lives in the tab alone (sessionStorage) and is
// cleared when the reader signs out or someone else signs in.
import { useEffect, useState, type Dispatch, type SetStateAction } from 'react';

const PREFIX = 'maktab.draft.';

function read<T>(name: string): T | null {
  try {
    const text = sessionStorage.getItem(PREFIX + name);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function useDraft<T>(name: string, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState<T>(() => read<T>(name) ?? initial);
  useEffect(() => {
    try {
      sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
    } catch {
      // Without storage the draft lasts as long as the page.
    }
  }, [name, value]);
  return [value, setValue];
}

// What was sent is no draft any longer, also when its form is gone at once.
export function forgetDraft(name: string): void {
  try {
    sessionStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was kept where storage is refused.
  }
}

export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept where storage is refused.
  }
}
