// The few pictures there are; each stands beside its word.
import type { ReactNode } from 'react';

const PATHS = {
  day: 'M5 6h14v14H5ZM5 10h14M9 4v4M15 4v4M9 15l2 2 4-4',
  register: 'M6 4h10a2 2 0 0 1 2 2v14H8a2 2 0 0 1-2-2ZM6 17.5A1.5 1.5 0 0 1 7.5 16H18M10 8h5M10 11.5h5',
  check: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM15.5 15.5 20 20',
  post: 'M4 20V9l8-5 8 5v11M9 20v-6h6v6',
  lists: 'M4 6h16M4 12h16M4 18h16',
  clock: 'M12 4.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15ZM12 8v4l-2.5 2.5',
  person: 'M12 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM5 20c0-4 3-6 7-6s7 2 7 6',
  glass: 'M6 11h12v9H6ZM9 11V8a3 3 0 0 1 6 0v3M12 14.5v2.5',
  history: 'M12 7v5l3 2M4.5 12a7.5 7.5 0 1 0 2.2-5.3L4 9.2M4 4.5v4.7h4.7',
  bulk: 'M5 4h9l5 5v11H5ZM14 4v5h5M9 13h6M9 16.5h6',
  admin: 'M12 4 5 7v5c0 4 3 7 7 8 4-1 7-4 7-8V7ZM9.5 12l2 2 3.5-4',
  bell: 'M6 17h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v4.5ZM10.5 20h3M12 3.5v2',
  theme: 'M12 4a8 8 0 1 0 0 16ZM12 4a8 8 0 0 1 0 16',
  brand: 'M5 19V6l7 7 7-7v13',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden focusable="false">
      <path
        d={PATHS[name]}
        stroke="currentColor"
        strokeWidth={name === 'brand' ? 2.6 : 1.8}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {name === 'theme' && <path d="M12 4a8 8 0 1 0 0 16Z" fill="currentColor" />}
    </svg>
  );
}
