import { describe, expect, it } from 'vitest';

import { fieldsToShow } from './recognised';

const recognised = (kind: string, fields: Record<string, unknown>) => ({
  kind,
  valid: true,
  check_digits: {},
  fields,
  warnings: [],
});

describe('fieldsToShow', () => {
  const plate = recognised('plate', {
    country: 'MA',
    series: 'series',
    canonical: '12345-ب-6',
    number: '12345',
    letter: 'ب',
    prefecture: '6',
    prefecture_name: 'Madeup Town',
    prefecture_name_ar: 'مدينة',
  });

  it('shows a plate once, and where it is from in the letters of the reader', () => {
    expect(fieldsToShow(plate, 'en')).toEqual([
      ['country', 'MA'],
      ['canonical', '12345-ب-6'],
      ['region_name', 'Madeup Town'],
    ]);
    expect(fieldsToShow(plate, 'ar').at(-1)).toEqual(['region_name', 'مدينة']);
  });

  it('leaves out codes and what is empty, and keeps fields that it does not know', () => {
    const fields = { surname: 'MADEUP', nationality: 'UTO', optional_data: '1', given_names: '', something_new: 'x' };
    expect(fieldsToShow(recognised('mrz', fields), 'en')).toEqual([
      ['surname', 'MADEUP'],
      ['something_new', 'x'],
    ]);
  });
});
