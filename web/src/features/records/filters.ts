// What a list of records is narrowed to. It stands in the address, by the names of the API, so that it can be kept.
import type { Query } from '@/api/client';

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
  if (filters.page > 1) address.set('page', String(filters.page));
  return address;
}

// How many filters are set, besides the words to find.
export function countOf(filters: Filters): number {
  const set = [filters.state, filters.kind, filters.mine, filters.late, ...pairsOf(filters.fields)];
  return set.filter(Boolean).length;
}

export const NO_FILTERS = readFilters(new URLSearchParams());
