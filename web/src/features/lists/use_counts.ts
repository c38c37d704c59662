import { useTranslation } from 'react-i18next';

import type { ImportCounts } from '@/api/types';

// "12 added · 3 changed · 1 ended", or that nothing changed.
export function useCounts(): (counts: ImportCounts) => string {
  const { t } = useTranslation();
  return (counts) => {
    const parts = [
      counts.added > 0 && t('lists.added', { count: counts.added }),
      counts.changed > 0 && t('lists.changed', { count: counts.changed }),
      counts.ended > 0 && t('lists.ended', { count: counts.ended }),
      counts.skipped > 0 && t('lists.skipped', { count: counts.skipped }),
    ].filter(Boolean);
    return parts.length ? parts.join(' · ') : t('lists.no_change');
  };
}
