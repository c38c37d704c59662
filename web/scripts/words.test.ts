import { describe, expect, it } from 'vitest';

// @ts-expect-error The script is plain JavaScript.
import { compare, flatten, unused, usedIn } from './words.mjs';

const english = flatten({ a: { b: 'one {{name}}', n_one: '{{count}} hit', n_other: '{{count}} hits' } });

describe('the catalogue check', () => {
  it('accepts a language with all of its own plural forms', () => {
    const arabic = flatten({
      a: {
        b: '{{name}}',
        n_zero: '0',
        n_one: '1',
        n_two: '2',
        n_few: '{{count}}',
        n_many: '{{count}}',
        n_other: '{{count}}',
      },
    });
    expect(compare('ar', arabic, english)).toEqual([]);
  });

  it('names what is missing, foreign, empty, or has other placeholders', () => {
    const spanish = flatten({ a: { b: 'x {{nombre}}', n_one: '{{count}}', n_other: ' ' }, c: 'd' });
    const wrong = compare('es', spanish, english).join('\n');
    expect(wrong).toContain('a.n_many is missing');
    expect(wrong).toContain('es: c is not in English');
    expect(wrong).toContain('a.b has {{nombre}}');
    expect(wrong).toContain('a.b lacks {{name}}');
    expect(wrong).toContain('a.n_other lacks {{count}}');
  });

  it('finds words that are used nowhere', () => {
    const words = flatten({ a: { b: 'x', c: 'y' }, role: { chief: 'z' }, kind: { x: 'w' } });
    const used = usedIn(["t('a.b')", 't(`role.${role}`)']);
    expect(unused(words, used)).toEqual(['a.c', 'kind.x']);
  });
});
