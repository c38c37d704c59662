// What the catalogues of words hold, what the source uses, and where the two differ.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const LANGUAGES = ['ar', 'en', 'es', 'fr'];
const PLURAL = /_(zero|one|two|few|many|other)$/;

// {"a":{"b":"x"}} → Map {"a.b" → "x"}
export function flatten(words, prefix = '', out = new Map()) {
  for (const [name, value] of Object.entries(words)) {
    const key = prefix ? `${prefix}.${name}` : name;
    if (typeof value === 'string') out.set(key, value);
    else flatten(value, key, out);
  }
  return out;
}

// A key with _other is one that counts; its base is what the source names.
function counted(words) {
  return new Set([...words.keys()].filter((key) => key.endsWith('_other')).map((key) => key.replace(PLURAL, '')));
}

export function bases(words) {
  const plural = counted(words);
  return new Set([...words.keys()].map((key) => (plural.has(key.replace(PLURAL, '')) ? key.replace(PLURAL, '') : key)));
}

function placeholders(text) {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
}

// What is wrong with the words of one language, held against those of English.
export function compare(language, words, english) {
  const wrong = [];
  const plural = counted(english);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const wanted = new Set(
    [...bases(english)].flatMap((base) => (plural.has(base) ? forms.map((form) => `${base}_${form}`) : [base])),
  );
  for (const key of wanted) if (!words.has(key)) wrong.push(`${language}: ${key} is missing`);
  for (const [key, text] of words) {
    if (!wanted.has(key)) wrong.push(`${language}: ${key} is not in English`);
    if (text.trim() === '' && text !== ' ') wrong.push(`${language}: ${key} is empty`);
    const source = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
    const known = placeholders(source);
    for (const name of placeholders(text)) {
      if (!known.includes(name)) wrong.push(`${language}: ${key} has {{${name}}}, which English has not`);
    }
    // Forms for one, two or none may say the number as a word.
    const mayOmit = /_(zero|one|two)$/.test(key) ? ['count'] : [];
    for (const name of known) {
      if (!placeholders(text).includes(name) && !mayOmit.includes(name)) {
        wrong.push(`${language}: ${key} lacks {{${name}}}`);
      }
    }
  }
  return wrong;
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [readFileSync(path, 'utf8')] : [];
  });
}

// Keys written out, and the groups that are reached by a code: t(`role.${role}`), words('schema', code).
export function usedIn(texts) {
  const keys = new Set();
  const groups = new Set();
  for (const text of texts) {
    for (const [, key] of text.matchAll(/['"`]([a-z_]+\.[A-Za-z_]+)['"`]/g)) keys.add(key);
    for (const [, group] of text.matchAll(/`([a-z_]+)\.\$\{/g)) groups.add(group);
    for (const [, group] of text.matchAll(/words\('([a-z_]+)'/g)) groups.add(group);
  }
  return { keys, groups };
}

export function unused(words, { keys, groups }) {
  return [...bases(words)].filter((base) => !keys.has(base) && !groups.has(base.split('.')[0]));
}

export function checkAll(root) {
  const read = (language) => flatten(JSON.parse(readFileSync(join(root, `i18n/words/${language}.json`), 'utf8')));
  const english = read('en');
  return [
    ...LANGUAGES.flatMap((language) => compare(language, read(language), english)),
    ...unused(english, usedIn(sources(root))).map((key) => `en: ${key} is used nowhere`),
  ];
}
