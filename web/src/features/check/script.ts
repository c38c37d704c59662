export type Script = 'arabic' | 'latin' | 'cyrillic' | 'other';

// The script that most letters of a text are in; null if it has none.
export function scriptOf(text: string): Script | null {
  const letters = text.match(/\p{L}/gu) ?? [];
  if (letters.length === 0) return null;
  const share = (script: RegExp) => letters.filter((letter) => script.test(letter)).length / letters.length;
  if (share(/\p{Script=Arabic}/u) > 0.5) return 'arabic';
  if (share(/\p{Script=Latin}/u) > 0.5) return 'latin';
  if (share(/\p{Script=Cyrillic}/u) > 0.5) return 'cyrillic';
  return 'other';
}

// Names to show on a card: the name in its original script first, then its transliteration, then others.
export function orderNames(caption: string, names: { text: string; kind: string }[]): string[] {
  const texts = [...new Set([...names.filter(({ kind }) => kind === 'name').map(({ text }) => text), caption])];
  const original = texts.filter((text) => scriptOf(text) !== 'latin');
  const latin = texts.filter((text) => scriptOf(text) === 'latin');
  const main = [...original, ...latin];
  const others = names.map(({ text }) => text).filter((text) => !main.includes(text));
  const originalAlias = original.length === 0 ? others.find((text) => scriptOf(text) !== 'latin') : undefined;
  const ordered = originalAlias ? [originalAlias, ...main, ...others] : [...main, ...others];
  return [...new Set(ordered)];
}
