import { describe, expect, it } from 'vitest';

import { datasetName, guessFormat, isDatasetName } from './guess';

describe('guessFormat', () => {
  it.each([
    [['consolidated.xml'], 'un'],
    [['sdn.csv', 'alt.csv'], 'ofac'],
    [['entities.ftm.json'], 'ftm'],
    [['list.ndjson'], 'ftm'],
    [['red_notices.json'], 'interpol'],
    [['stolen.tsv'], 'csv'],
    [['readme.md'], null],
  ])('%s is %s', (names, format) => expect(guessFormat(names)).toBe(format));
});

describe('datasetName', () => {
  it('makes a name that is allowed', () => {
    expect(datasetName('Stolen Vehicles (2026).csv')).toBe('stolen_vehicles_2026');
    expect(isDatasetName(datasetName('x'.repeat(90)))).toBe(true);
    expect(isDatasetName('Bad Name')).toBe(false);
    expect(isDatasetName('')).toBe(false);
  });
});
