import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

// Of many events that come together, what concerns the reader is asked for once.
const GATHER = 1_000;

// What the server tells by itself: a list has changed, a new hit was found, somebody acted on a record. The connection
// is given back while the tab is out of sight, because a browser allows a server six connections for all tabs together.
export function useLiveEvents(): void {
  const client = useQueryClient();
  useEffect(() => {
    let source: EventSource | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const gather = () => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void client.invalidateQueries({ queryKey: ['notifications'] });
      }, GATHER);
    };
    const refresh = (...keys: string[]) => {
      for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
    };
    // Lists of records say that they are old, and change when the reader wants it: nothing jumps under the pointer.
    const recordsChanged = (id?: string) => {
      void client.invalidateQueries({ queryKey: ['records'], refetchType: 'none' });
      void client.invalidateQueries({ queryKey: id ? ['record', id] : ['record'] });
      gather();
    };
    const open = () => {
      if (source || document.hidden) return;
      source = new EventSource('/api/v1/events');
      source.addEventListener('list', () => refresh('lists'));
      source.addEventListener('newhit', () => {
        refresh('new_hits');
        gather();
      });
      source.addEventListener('glass', () => refresh('glass'));
      source.addEventListener('record', (event: MessageEvent<string>) =>
        recordsChanged((JSON.parse(event.data) as { id: string }).id),
      );
    };
    const close = () => {
      source?.close();
      source = undefined;
    };
    const follow = () => {
      if (document.hidden) {
        close();
        return;
      }
      open();
      refresh('lists', 'new_hits', 'glass');
      recordsChanged();
    };
    open();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      clearTimeout(gathering);
      close();
    };
  }, [client]);
}
