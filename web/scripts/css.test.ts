import { describe, expect, it } from 'vitest';

// @ts-expect-error The script is plain JavaScript.
import { physicalIn } from './css.mjs';

describe('the check for style that does not mirror', () => {
  it('finds physical sides in style sheets', () => {
    const css = '.a {\n  margin-left: 4px;\n  left: 0;\n  text-align: right;\n  border-top-left-radius: 2px;\n}';
    expect(physicalIn('x.css', css)).toHaveLength(4);
  });

  it('finds physical props in components', () => {
    expect(physicalIn('x.tsx', '<Box ml={4} style={{ paddingLeft: 2 }} />')).toHaveLength(2);
  });

  it('lets logical style and comments pass', () => {
    const css =
      '/* left: 0; margin-left: 1px */ .a { margin-inline-start: 4px; inset-inline-end: 0; text-align: start; }';
    expect(physicalIn('x.css', css)).toEqual([]);
    expect(physicalIn('x.tsx', "position={rtl ? 'left' : 'right'}")).toEqual([]);
  });
});
