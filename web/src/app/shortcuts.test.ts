// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';

import { isTyping, shortcutOf } from './shortcuts';

const key = (name: string, more: Partial<KeyboardEvent> = {}) =>
  shortcutOf({ key: name, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe('shortcutOf', () => {
  it('knows its keys', () => {
    expect(key('k', { ctrlKey: true })).toBe('palette');
    expect(key('k', { metaKey: true })).toBe('palette');
    expect(key('/')).toBe('search');
    expect(key('?', { shiftKey: true })).toBe('help');
    expect(key('j')).toBe('next');
    expect(key('k')).toBe('previous');
    expect(key('ArrowDown')).toBe('next');
    expect(key('ArrowUp')).toBe('previous');
  });

  it('goes by the place of the key on keyboards of other scripts', () => {
    expect(key('ت', { code: 'KeyJ' })).toBe('next');
    expect(key('ن', { code: 'KeyK' })).toBe('previous');
    expect(key('ن', { code: 'KeyK', ctrlKey: true })).toBe('palette');
    expect(key('ظ', { code: 'Slash' })).toBe('search');
    expect(key('؟', { code: 'Slash', shiftKey: true })).toBe('help');
  });

  it('leaves other keys alone', () => {
    expect(key('a')).toBeNull();
    expect(key('j', { altKey: true })).toBeNull();
    expect(key('Enter')).toBeNull();
    expect(key('u', { code: 'KeyJ' })).toBeNull();
  });
});

describe('isTyping', () => {
  it('tells fields for text from other controls', () => {
    const make = (html: string) => {
      const box = document.createElement('div');
      box.innerHTML = html;
      return box.firstElementChild;
    };
    expect(isTyping(make('<textarea></textarea>'))).toBe(true);
    expect(isTyping(make('<input type="search">'))).toBe(true);
    expect(isTyping(make('<input type="checkbox">'))).toBe(false);
    expect(isTyping(make('<button></button>'))).toBe(false);
    expect(isTyping(null)).toBe(false);
  });
});
