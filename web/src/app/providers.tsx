import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import { KitProvider } from '@/ui/kit_provider';

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // What failed is said at once; the reader decides when to try again.
          queries: { retry: false, networkMode: 'always', staleTime: 10_000, refetchOnWindowFocus: false },
          mutations: { retry: false, networkMode: 'always' },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <KitProvider>{children}</KitProvider>
    </QueryClientProvider>
  );
}
