import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

import { setApiLanguage } from '@/api/client';
import type { Language } from '@/api/types';
import { remember, remembered } from '@/app/remember';
import { bestLanguage, directionOf, LANGUAGES } from './languages';
import { formatNumber } from './format';
import ar from './words/ar.json';
import en from './words/en.json';
import es from './words/es.json';
import fr from './words/fr.json';

const resources = { ar: { words: ar }, en: { words: en }, es: { words: es }, fr: { words: fr } };

export function currentLanguage(): Language {
  return bestLanguage([i18next.language ?? '']);
}

// A name inside a sentence goes its own way and leaves the sentence alone (Unicode's first strong isolate).
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

// The only place that sets the language and the direction of the page.
function showIn(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  setApiLanguage(language);
}

export async function startI18n(): Promise<void> {
  const wanted = [remembered('language') ?? '', ...navigator.languages];
  i18next.use(initReactI18next);
  await i18next.init({
    resources,
    lng: bestLanguage(wanted),
    supportedLngs: LANGUAGES.map(({ code }) => code),
    defaultNS: 'words',
    ns: ['words'],
    fallbackLng: false,
    showSupportNotice: false,
    interpolation: {
      escapeValue: false,
      alwaysFormat: true,
      format: (value: unknown) =>
        typeof value === 'number' ? formatNumber(value, currentLanguage()) : isolate(String(value)),
    },
  });
  showIn(currentLanguage());
}

export async function switchLanguage(language: Language): Promise<void> {
  // Pages are drawn anew, and ask the server, while this waits for the words.
  showIn(language);
  remember('language', language);
  await i18next.changeLanguage(language);
}
