import type { Language } from '@/api/types';

export const LANGUAGES: readonly { code: Language; name: string; dir: 'ltr' | 'rtl'; locale: string }[] = [
  { code: 'ar', name: 'العربية', dir: 'rtl', locale: 'ar-MA' },
  { code: 'en', name: 'English', dir: 'ltr', locale: 'en-GB' },
  { code: 'fr', name: 'Français', dir: 'ltr', locale: 'fr' },
  { code: 'es', name: 'Español', dir: 'ltr', locale: 'es' },
];

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return LANGUAGES.find(({ code }) => code === language)?.dir ?? 'ltr';
}

// The first language of the reader's browser that there is; English if there is none.
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find(({ code }) => tag.toLowerCase().split('-')[0] === code);
    if (found) return found.code;
  }
  return 'en';
}
