// @vitest-environment jsdom
import i18next from 'i18next';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { startI18n, switchLanguage } from '.';
import { countries, countryCodeOf, fittingCountries } from './countries';
import {
  countryName,
  formatBytes,
  formatInstant,
  formatNumber,
  formatPartialDate,
  formatRelative,
  formatScore,
  nameHolder,
} from './format';
import { bestLanguage, LANGUAGES } from './languages';

beforeAll(startI18n);
afterEach(() => localStorage.clear());

describe('languages', () => {
  it.each(LANGUAGES)('$code sets language and direction of the page', async ({ code, dir }) => {
    await switchLanguage(code);
    expect(document.documentElement.lang).toBe(code);
    expect(document.documentElement.dir).toBe(dir);
    expect(localStorage.getItem('maktab.language')).toBe(code);
  });

  it('takes the first language of the browser that there is', () => {
    expect(bestLanguage(['de-DE', 'fr-MA', 'ar'])).toBe('fr');
    expect(bestLanguage(['', 'tlh'])).toBe('en');
  });

  it('counts as Arabic counts', async () => {
    await switchLanguage('ar');
    const hits = (count: number) => i18next.t('answer.hits', { count });
    expect(hits(1)).toBe('مطابقة واحدة');
    expect(hits(2)).toBe('مطابقتان');
    expect(hits(3)).toBe('3 مطابقات');
    expect(hits(11)).toBe('11 مطابقة');
    expect(hits(100)).toBe('100 مطابقة');
  });

  it('keeps a name inside a sentence in its own direction', async () => {
    await switchLanguage('ar');
    expect(i18next.t('import.of', { dataset: 'un' })).toBe('استيراد: \u2068un\u2069');
  });
});

describe('figures and dates', () => {
  const now = new Date(2026, 10, 21, 20, 19);

  it.each(LANGUAGES)('$code writes Latin digits', ({ code }) => {
    expect(formatNumber(1234567, code)).toMatch(/^1\D?234\D?567$/);
    expect(formatInstant(new Date(2026, 10, 21, 9, 5), code, now)).toMatch(/21.*09:05/);
  });

  it('writes Arabic digits for who chose them', () => {
    localStorage.setItem('maktab.digits', 'arab');
    expect(formatNumber(12, 'ar')).toBe('١٢');
    expect(formatNumber(12, 'en')).toBe('12');
  });

  it('names months as Morocco does', () => {
    expect(formatPartialDate('2026-11', 'ar')).toBe('نونبر 2026');
    expect(formatPartialDate('2026-08-09', 'ar')).toBe('9 غشت 2026');
  });

  it.each([
    ['1975', '1975'],
    ['1985-03', 'Mar 1985'],
    ['1964-02-11', '11 Feb 1964'],
    ['1964/1967', '1964–1967'],
    ['about 1960', 'about 1960'],
  ])('shows the date %s as far as it is known', (date, shown) => expect(formatPartialDate(date, 'en')).toBe(shown));

  it('never shows a score higher than it is', () => {
    expect(formatScore(0.6999, 'en')).toBe('0.69');
    expect(formatScore(0.7, 'en')).toBe('0.70');
    expect(formatScore(1, 'en')).toBe('1.00');
  });

  it('counts bytes', () => {
    expect(formatBytes(18, 'en')).toBe('18 bytes');
    expect(formatBytes(1_240_000, 'en')).toBe('1.2 MB');
  });

  it('says how long ago', () => {
    const ago = (minutes: number) => formatRelative(new Date(now.getTime() - minutes * 60_000), 'en', now);
    expect(ago(0)).toBe('now');
    expect(ago(5)).toBe('5 min ago');
    expect(ago(60 * 26)).toBe('yesterday');
    expect(formatRelative(new Date(2022, 0, 6), 'fr', now)).toMatch(/^il y a \d ans$/);
    const months = new Date(2026, 0, 6);
    expect(formatRelative(months, 'ar', now)).toBe('قبل 10 أشهر');
  });

  it.each([
    [new Date(2026, 10, 25, 23, 0), 'tomorrow'],
    [new Date(2026, 10, 26, 0, 0), 'in 2 days'],
    [new Date(2026, 10, 28, 7, 0), 'in 4 days'],
    [new Date(2026, 10, 22, 23, 0), '2 days ago'],
    [new Date(2026, 9, 25, 9, 0), '1 month ago'],
    [new Date(2026, 8, 28, 9, 0), '2 months ago'],
    [new Date(2028, 9, 24, 9, 0), 'in 2 years'],
  ])('counts days as the calendar does: %s is %s', (at, said) =>
    expect(formatRelative(at, 'en', new Date(2026, 10, 24, 9, 30))).toBe(said),
  );
});

describe('countries', () => {
  it('are named and sorted in the language of the reader', () => {
    expect(countryName('ma', 'ar')).toBe('المغرب');
    expect(countryName('Utopia', 'en')).toBe('Utopia');
    expect(nameHolder('Receipt of the entry · IPSG', 'en')).toBe('Receipt of the entry · INTERPOL General Secretariat');
    expect(nameHolder('Answer', 'en')).toBe('Answer');
    const french = countries('fr').map(({ label }) => label);
    expect(french).toEqual([...french].sort(new Intl.Collator('fr').compare));
    expect(countries('fr')).toHaveLength(new Set(countries('fr').map(({ value }) => value)).size);
  });

  it('are understood in all four languages', () => {
    expect(['MA', 'Morocco', 'Maroc', 'Marruecos', 'المغرب'].map(countryCodeOf)).toEqual(Array(5).fill('ma'));
    expect(countryCodeOf('Nowhereland')).toBe('Nowhereland');
    expect(countryCodeOf('espana')).toBe('es');
  });

  it('are found by a part of their name in any language, without its marks', () => {
    const found = (search: string) =>
      fittingCountries({ options: countries('en'), search, limit: 60 }).map((one) => ('label' in one ? one.label : ''));
    expect(found('espan')).toContain('Spain');
    expect(found('cote d')).toContain('Côte d’Ivoire');
    expect(found('ma')[0]).toBe('Morocco');
    expect(found('')).toHaveLength(60);
  });
});
