import { describe, expect, it } from 'vitest';

import { buildRequest, captionOf, draftOf, EMPTY_DRAFT, latinDigits, readPartialDate } from './draft';

describe('readPartialDate', () => {
  it.each([
    ['1979', '1979'],
    ['03/1979', '1979-03'],
    ['12/3/1979', '1979-03-12'],
    ['1979-03-12', '1979-03-12'],
    ['12.03.1979', '1979-03-12'],
    ['١٢/٠٣/١٩٧٩', '1979-03-12'],
    ['29/02/2000', '2000-02-29'],
  ])('reads %s', (text, date) => expect(readPartialDate(text)).toBe(date));

  it.each(['', '79', '13/1979', '29/02/1979', '0/1979', 'March 1979', '12/03/79', '1/2/3/1979', '1979-111'])(
    'refuses %s',
    (text) => expect(readPartialDate(text)).toBeNull(),
  );
});

describe('latinDigits', () => {
  it('takes Arabic-Indic and Persian digits', () => expect(latinDigits('٠١٩ ۰۱۹ 5')).toBe('019 019 5'));
});

describe('buildRequest', () => {
  it('sends what is typed as it is when nothing is refined', () => {
    expect(buildRequest({ ...EMPTY_DRAFT, text: ' محمد ' }, 'border_check', 'name')).toEqual({
      text: 'محمد',
      purpose: 'border_check',
    });
  });

  it('asks for a person with the fields that were given', () => {
    const draft = {
      ...EMPTY_DRAFT,
      text: 'Amina X',
      birthDate: '03/1979',
      nationality: 'ma',
      gender: 'female',
      number: 'Z1',
    };
    expect(buildRequest(draft, 'locate', 'name')).toEqual({
      schema: 'Person',
      properties: {
        name: ['Amina X'],
        birthDate: ['1979-03'],
        nationality: ['ma'],
        gender: ['female'],
        idNumber: ['Z1'],
      },
      purpose: 'locate',
    });
  });

  it('leaves a recognised paper to the server although fields are filled from before', () => {
    const draft = { ...EMPTY_DRAFT, text: 'P<UTO', birthDate: '1979' };
    expect(buildRequest(draft, 'locate', 'mrz')).toEqual({ text: 'P<UTO', purpose: 'locate' });
  });

  it.each([
    ['Vehicle', 'vin', 'vin'],
    ['Vehicle', 'plate', 'registrationNumber'],
    ['Vessel', 'imo', 'imoNumber'],
    ['Vessel', 'name', 'name'],
    ['Passport', 'document_number', 'number'],
    ['Organization', 'name', 'name'],
  ] as const)('asks for a %s recognised as %s by its %s', (kind, recognised, property) => {
    const request = buildRequest({ ...EMPTY_DRAFT, text: 'X', kind }, 'locate', recognised);
    expect(request.properties).toEqual({ [property]: ['X'] });
    expect(request.schema).toBe(kind);
  });
});

describe('captionOf', () => {
  const query = { schema: 'Vehicle', properties: { registrationNumber: ['54277H12'] } };
  const plate = { kind: 'plate', valid: true, check_digits: {}, fields: { canonical: '54277-ه-12' }, warnings: [] };

  it('shows a plate with the letters that it has', () =>
    expect(captionOf({ query, recognised: plate })).toBe('54277-ه-12'));

  it('shows what was asked where nothing else is known of it', () => {
    expect(captionOf({ query, recognised: null })).toBe('54277H12');
    expect(captionOf({ query: { schema: 'Person', properties: {} } })).toBe('Person');
  });
});

describe('draftOf', () => {
  it('fills the form so that the same question is asked again', () => {
    const draft = { ...EMPTY_DRAFT, text: 'Amina X', kind: 'Person' as const, birthDate: '1979-03', nationality: 'ma' };
    const { schema = '', properties = {} } = buildRequest(draft, 'locate', 'name');
    expect(draftOf({ schema, properties })).toEqual(draft);
  });
});
