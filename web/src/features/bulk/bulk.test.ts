import { describe, expect, it } from 'vitest';

import { batches, MAX_BATCH_LETTERS, MAX_BATCH_LINES } from './batches';
import { guessMapping, lineOf, type Mapping } from './columns';
import { captionOfLine, parseQuestions } from './questions';
import { csvValue, sortRows, toCsv, type Row } from './results';

describe('batches', () => {
  it('keeps order and loses nothing', () => {
    const lines = Array.from({ length: MAX_BATCH_LINES * 2 + 1 }, (_, index) => `line ${index}`);
    const portions = [...batches(lines)];
    expect(portions.flat()).toEqual(lines);
    expect(portions.every(({ length }) => length <= MAX_BATCH_LINES)).toBe(true);
  });

  it('keeps each portion small, but sends a long line all the same', () => {
    const long = 'x'.repeat(MAX_BATCH_LETTERS + 1);
    expect([...batches(['a', long, 'b'])]).toEqual([['a'], [long], ['b']]);
    expect([...batches([])]).toEqual([]);
  });
});

describe('guessMapping', () => {
  it.each([
    [
      ['Nom', 'Prénom', 'Date de naissance', 'Nationalité'],
      ['family_name', 'given_name', 'birth_date', 'nationality'],
    ],
    [
      ['Full name', 'DOB', 'Country', 'Passport no'],
      ['name', 'birth_date', 'nationality', 'passport'],
    ],
    [
      ['الاسم العائلي', 'الاسم الشخصي', 'تاريخ الازدياد', 'الجنسية'],
      ['family_name', 'given_name', 'birth_date', 'nationality'],
    ],
    [
      ['Nombre', 'Fecha de nacimiento', 'País'],
      ['name', 'birth_date', 'nationality'],
    ],
    [
      ['colour', 'name', 'name'],
      ['ignore', 'name', 'ignore'],
    ],
  ])('reads the headings %s', (headings, targets) => {
    expect(guessMapping(headings)).toEqual({ schema: 'Person', targets });
  });

  it('knows a table of vehicles', () => {
    expect(guessMapping(['VIN', 'Plate', 'Colour'])).toEqual({
      schema: 'Vehicle',
      targets: ['vin', 'plate', 'ignore'],
    });
  });
});

describe('lineOf', () => {
  const mapping: Mapping = {
    schema: 'Person',
    targets: ['family_name', 'given_name', 'birth_date', 'nationality', 'gender', 'id'],
  };

  it('makes a question of a row', () => {
    const line = lineOf(['MADEUP', 'Amina', '12/03/1979', 'المغرب', 'F', 'r1'], mapping, 7);
    expect(JSON.parse(line ?? '')).toEqual({
      id: 'r1',
      schema: 'Person',
      properties: { name: ['Amina MADEUP'], birthDate: ['1979-03-12'], nationality: ['ma'], gender: ['female'] },
    });
  });

  it('numbers rows that have no reference, and keeps what it can not read for the server to say', () => {
    const line = lineOf(['MADEUP', '', 'about 1979', 'Nowhereland', '?', ''], mapping, 7);
    expect(JSON.parse(line ?? '')).toEqual({
      id: '7',
      schema: 'Person',
      properties: { name: ['MADEUP'], birthDate: ['about 1979'], nationality: ['Nowhereland'], gender: ['?'] },
    });
  });

  it('asks nothing for an empty row, and sends text to be recognised as it is', () => {
    expect(lineOf(['', ' '], mapping, 1)).toBeNull();
    expect(lineOf(['AB123'], { schema: 'Person', targets: ['text'] }, 2)).toBe('{"id":"2","text":"AB123"}');
  });
});

describe('parseQuestions', () => {
  it('tells lines of JSON from a table', () => {
    expect(parseQuestions('a', '{"text":"x"}\n\n{"text":"y"}\n')).toMatchObject({
      kind: 'lines',
      lines: ['{"text":"x"}', '{"text":"y"}'],
    });
  });

  it('reads quoted values, semicolons and the mark of UTF-8', () => {
    const table = parseQuestions('a.csv', '\ufeffname;note\n"MADEUP; Amina";"two\nlines"\n');
    expect(table).toEqual({
      kind: 'table',
      name: 'a.csv',
      headings: ['name', 'note'],
      rows: [['MADEUP; Amina', 'two\nlines']],
    });
  });
});

describe('captionOfLine', () => {
  it('says what a line asks', () => {
    expect(captionOfLine('{"text":"AB1"}')).toBe('AB1');
    expect(captionOfLine('{"properties":{"vin":["V"],"name":["N"]}}')).toBe('N');
    expect(captionOfLine('not json')).toBe('not json');
  });
});

describe('results', () => {
  const hit = (score: number) => ({
    id: 'e',
    caption: 'C',
    schema: 'Person',
    dataset: 'd',
    score,
    match: true,
    reasons: [],
  });
  const rows: Row[] = [
    { number: 1, asked: 'a', answer: { id: '1', results: [] } },
    { number: 2, asked: 'b', answer: { id: '2', results: [hit(0.8)] } },
    { number: 3, asked: 'c', answer: { error: { code: 'x', text: 'Not JSON.' } } },
    { number: 4, asked: 'd', answer: { id: '4', results: [hit(0.9), hit(0.7)] } },
  ];

  it('puts hits first, the strongest on top', () => {
    const sorted = sortRows(rows);
    expect(sorted.hits.map(({ number }) => number)).toEqual([4, 2]);
    expect(sorted.errors.map(({ number }) => number)).toEqual([3]);
    expect(sorted.clear).toBe(1);
  });

  it('writes a line for each hit and each question', () => {
    const lines = toCsv(rows).trim().split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe('\ufeffline,id,asked,score,match,caption,schema,dataset,entity_id,reasons,error'.trim());
    expect(lines[2]).toBe('2,2,b,0.8000,true,C,Person,d,e,,');
    expect(lines.every((line) => line.split(',').length === 11)).toBe(true);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@x', "'@x"],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['محمد', 'محمد'],
  ])('writes %s so that no spreadsheet runs it', (value, written) => expect(csvValue(value)).toBe(written));
});
