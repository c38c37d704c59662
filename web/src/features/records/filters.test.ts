import { describe, expect, it } from 'vitest';

import { addressOf, countOf, filtersOf, isView, NO_FILTERS, queryOf, readFilters, savedOf } from './filters';

const ADDRESS =
  'q=amina&state=accepted&officer=me&late=1&order=due&filter=channel%3Ainterpol&filter=partner%3AES&columns=summary%2Cunit&page=3';

describe('filters', () => {
  it('are read from the address and written back the same', () => {
    const filters = readFilters(new URLSearchParams(ADDRESS));
    expect(filters).toEqual({
      q: 'amina',
      state: 'accepted',
      kind: '',
      mine: true,
      late: true,
      byDue: true,
      fields: { channel: 'interpol', partner: 'ES' },
      columns: ['summary', 'unit'],
      view: '',
      page: 3,
    });
    expect(addressOf(filters).toString()).toBe(ADDRESS);
    expect(countOf(filters)).toBe(5);
  });

  it('are kept by a view and come back the same', () => {
    const filters = { ...readFilters(new URLSearchParams(ADDRESS)), page: 1 };
    const view = {
      id: 'v1',
      name: 'Late ones',
      by: 'Amal',
      for_unit: false,
      mine: true,
      may_change: true,
      filter: savedOf(filters),
      columns: filters.columns,
    };
    expect(filtersOf(view)).toEqual({ ...filters, view: 'v1' });
    expect(isView({ ...filters, view: 'v1', page: 4 }, view)).toBe(true);
    expect(isView({ ...filters, view: 'v1', late: false }, view)).toBe(false);
    expect(savedOf(NO_FILTERS)).toEqual({});
  });

  it('leave a bare address when nothing is set', () => {
    expect(addressOf(NO_FILTERS).toString()).toBe('');
    expect(countOf(NO_FILTERS)).toBe(0);
  });

  it('ignore what they do not know', () => {
    expect(readFilters(new URLSearchParams('filter=nonsense&page=-2&late=yes&filter=a%3A'))).toEqual(NO_FILTERS);
  });

  it('ask the server by its own names', () => {
    expect(queryOf({ ...NO_FILTERS, mine: true, fields: { channel: 'arab', partner: '' } }, 'requests')).toMatchObject({
      register: 'requests',
      officer: 'me',
      filter: ['channel:arab'],
    });
  });
});
