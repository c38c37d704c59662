import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

// What the server tells by itself: a list has changed, a new hit was found. The connection is given back while the tab
// is out of sight, because a browser allows a server six connections for all tabs together.
export function useLiveEvents(): void {
  const client = useQueryClient();
  useEffect(() => {
    let source: EventSource | undefined;
    const refresh = (...keys: string[]) => {
      for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
    };
    const open = () => {
      if (source || document.hidden) return;
      source = new EventSource('/api/v1/events');
      source.addEventListener('list', () => refresh('lists'));
      source.addEventListener('newhit', () => refresh('new_hits'));
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
      refresh('lists', 'new_hits');
    };
    open();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [client]);
}
