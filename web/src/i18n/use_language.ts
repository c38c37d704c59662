import { useTranslation } from 'react-i18next';

import type { Language } from '@/api/types';
import { bestLanguage } from './languages';

// The language of the page; whoever uses it is drawn anew when it changes.
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return bestLanguage([i18n.language]);
}
