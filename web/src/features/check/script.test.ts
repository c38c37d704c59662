import { describe, expect, it } from 'vitest';

import { orderNames, scriptOf } from './script';

describe('scriptOf', () => {
  it.each([
    ['محمد بنعلي', 'arabic'],
    ['Mohamed', 'latin'],
    ['Иван', 'cyrillic'],
    ['王', 'other'],
    ['123', null],
  ])('%s is %s', (text, script) => expect(scriptOf(text)).toBe(script));
});

describe('orderNames', () => {
  const name = (text: string, kind = 'name') => ({ text, kind });

  it('puts the original script before its transliteration', () => {
    expect(orderNames('Amina MADEUP', [name('Amina MADEUP'), name('أمينة')])).toEqual(['أمينة', 'Amina MADEUP']);
  });

  it('takes an alias in the original script where no name is', () => {
    const names = [name('Amina MADEUP'), name('Mina', 'alias'), name('أمينة', 'alias')];
    expect(orderNames('Amina MADEUP', names)).toEqual(['أمينة', 'Amina MADEUP', 'Mina']);
  });

  it('says each name once and never loses the caption', () => {
    expect(orderNames('A', [name('A'), name('A', 'alias'), name('B', 'alias')])).toEqual(['A', 'B']);
    expect(orderNames('A', [])).toEqual(['A']);
  });
});
