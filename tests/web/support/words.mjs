// The words of the pages, so that tests look for what a reader of that language sees.
import { readFileSync } from 'node:fs';

const catalogues = {};

function catalogue(language) {
  catalogues[language] ??= JSON.parse(
    readFileSync(new URL(`../../../web/src/i18n/words/${language}.json`, import.meta.url), 'utf8'),
  );
  return catalogues[language];
}

function find(language, key) {
  return key.split('.').reduce((words, name) => words?.[name], catalogue(language));
}

// The word for a key; a count chooses the plural form. Figures and names are left out of the pattern's fixed text, so
// that it can be used to find them in a page: "3 hits" → /^.*3.* hits$/.
export function word(language, key, values = {}) {
  const form = 'count' in values ? `_${new Intl.PluralRules(language).select(values.count)}` : '';
  const text = find(language, key + form);
  if (typeof text !== 'string') throw new Error(`${language} has no word ${key}${form}`);
  const parts = text.split(/\{\{(\w+)\}\}/);
  if (parts.length === 1) return text;
  const escape = (part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = parts.map((part, index) => (index % 2 ? `.?${escape(String(values[part] ?? ''))}.?` : escape(part)));
  return new RegExp(pattern.join(''));
}
