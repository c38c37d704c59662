// What a list of records is narrowed to. It stands in the address, by the names of the API, so that it can be kept.
import type { Query } from '@/api/client';
import type { SavedFilter, SavedView } from '@/api/records';

export const PAGE_SIZE = 50;

export interface Filters {
  q: string;
  state: string;
  kind: string;
  mine: boolean;
  late: boolean;
  byDue: boolean;
  // Field → value.
  fields: Record<string, string>;
  // Fields that the table shows; empty: the usual ones.
  columns: string[];
  // The saved view that it began with.
  view: string;
  // From 1.
  page: number;
}

export function readFilters(address: URLSearchParams): Filters {
  const pairs = address.getAll('filter').map((pair) => {
    const colon = pair.indexOf(':');
    return [pair.slice(0, Math.max(colon, 0)), pair.slice(colon + 1)] as const;
  });
  return {
    q: address.get('q') ?? '',
    state: address.get('state') ?? '',
    kind: address.get('kind') ?? '',
    mine: address.get('officer') === 'me',
    late: address.get('late') === '1',
    byDue: address.get('order') === 'due',
    fields: Object.fromEntries(pairs.filter(([field, value]) => field && value)),
    columns: (address.get('columns') ?? '').split(',').filter(Boolean),
    view: address.get('view') ?? '',
    page: Math.max(Math.floor(Number(address.get('page'))) || 1, 1),
  };
}

function pairsOf(fields: Filters['fields']): string[] {
  return Object.entries(fields)
    .filter(([, value]) => value)
    .map(([field, value]) => `${field}:${value}`)
    .sort();
}

function singleOf(filters: Filters) {
  return {
    q: filters.q.trim(),
    state: filters.state,
    kind: filters.kind,
    officer: filters.mine ? 'me' : '',
    late: filters.late ? '1' : '',
    order: filters.byDue ? 'due' : '',
  };
}

export function queryOf(filters: Filters, register: string): Query {
  return { register, ...singleOf(filters), filter: pairsOf(filters.fields) };
}

export function addressOf(filters: Filters): URLSearchParams {
  const address = new URLSearchParams(Object.entries(singleOf(filters)).filter(([, value]) => value));
  for (const pair of pairsOf(filters.fields)) address.append('filter', pair);
  if (filters.columns.length > 0) address.set('columns', filters.columns.join(','));
  if (filters.view) address.set('view', filters.view);
  if (filters.page > 1) address.set('page', String(filters.page));
  return address;
}

// How many filters are set, besides the words to find.
export function countOf(filters: Filters): number {
  const set = [filters.state, filters.kind, filters.mine, filters.late, ...pairsOf(filters.fields)];
  return set.filter(Boolean).length;
}

// As a saved view keeps it.
export function savedOf(filters: Filters): SavedFilter {
  const single = Object.fromEntries(Object.entries(singleOf(filters)).filter(([, value]) => value));
  const fields = Object.fromEntries(Object.entries(filters.fields).filter(([, value]) => value));
  return Object.keys(fields).length > 0 ? { ...single, fields } : single;
}

export function filtersOf({ id, filter, columns }: Pick<SavedView, 'id' | 'filter' | 'columns'>): Filters {
  return {
    q: filter.q ?? '',
    state: filter.state ?? '',
    kind: filter.kind ?? '',
    mine: filter.officer === 'me',
    late: filter.late === '1',
    byDue: filter.order === 'due',
    fields: filter.fields ?? {},
    columns,
    view: id,
    page: 1,
  };
}

// Whether the list is what the view says.
export function isView(filters: Filters, view: SavedView): boolean {
  return addressOf({ ...filters, page: 1 }).toString() === addressOf(filtersOf(view)).toString();
}

export const NO_FILTERS = readFilters(new URLSearchParams());
