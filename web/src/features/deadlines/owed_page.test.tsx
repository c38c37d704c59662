// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';

import type { DeadlineBoard, DeadlineClock, DeadlineHolder } from '@/api/records';
import { App } from '@/app/app';
import { Providers } from '@/app/providers';
import { startI18n, switchLanguage } from '@/i18n';

const HOLDERS: DeadlineHolder[] = [
  {
    id: 'pursuits',
    kind: 'unit',
    name: 'Pursuits and extradition',
    counts: { later: 2 },
    since: '2026-11-20T09:00:00Z',
    due_at: '2026-11-23T09:00:00Z',
  },
  {
    id: 'ES',
    kind: 'country',
    name: 'Spain',
    counts: { late: 1, later: 1 },
    since: '2026-10-01T09:00:00Z',
    due_at: '2026-10-31T09:00:00Z',
  },
];

const CLOCK: DeadlineClock = {
  record: 'end1',
  register: 'ends',
  number: 'MA/2026/END-arab/000001',
  caption: 'A made-up end',
  state: 'circulating',
  partner: '',
  unit: '',
  officer: '',
  rule: 'D23_countries',
  label: 'Purge confirmed by countries · Spain',
  holder: 'ES',
  started_at: '2026-10-01T09:00:00Z',
  due_at: '2026-10-31T09:00:00Z',
  share: 1.7,
  alarm: 90,
  figure: 'late',
};

let asked: URLSearchParams[];
let holders: DeadlineHolder[];

function board(address: URLSearchParams): DeadlineBoard {
  const items = address.get('holder') ? [CLOCK] : [];
  return {
    at: '2026-11-22T09:00:00Z',
    figures: ['late', 'later'],
    counts: {},
    people: [],
    units: [],
    holders,
    items,
    total: items.length,
  };
}

function answer(url: URL): unknown {
  const path = url.pathname.replace('/api/v1/', '');
  if (path === 'session') {
    const user = { id: 'usr_1', name: 'Amina', role: 'officer', rights: ['see_records'] };
    return { signed_in: true, setup_needed: false, version: '1', user };
  }
  if (path === 'registers') return { registers: [], units: [], groups: [] };
  if (path !== 'deadlines') return { items: [], total: 0, next: null };
  asked.push(url.searchParams);
  return board(url.searchParams);
}

beforeAll(startI18n);

beforeEach(async () => {
  await switchLanguage('en');
  asked = [];
  holders = HOLDERS;
  vi.stubGlobal('fetch', (url: string) =>
    Promise.resolve(new Response(JSON.stringify(answer(new URL(url, 'http://maktab'))), { status: 200 })),
  );
});

function open(path: string) {
  render(
    <MemoryRouter initialEntries={[path]} future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
      <Providers>
        <App />
      </Providers>
    </MemoryRouter>,
  );
}

it('names who owes most that is late first, and opens to the receipts and their records', async () => {
  open('/owed');
  const table = await screen.findByRole('table', { name: 'Units and countries that owe receipts' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map((row) => within(row).getByRole('link').textContent)).toEqual(['Spain', 'Pursuits and extradition']);
  expect(asked.every((query) => query.get('owed') === '1')).toBe(true);
  await userEvent.setup().click(within(table).getByRole('link', { name: 'Spain' }));
  const receipts = await screen.findByRole('table', { name: 'Receipts owed' });
  expect(within(receipts).getByRole('link', { name: 'A made-up end' }).getAttribute('href')).toBe('/records/end1');
  expect(asked.at(-1)?.get('holder')).toBe('ES');
});

it('keeps what it is narrowed to in the address, and asks the server for it', async () => {
  open('/owed?channel=arab&late=1&holder=ES');
  const table = await screen.findByRole('table', { name: 'Units and countries that owe receipts' });
  expect(within(table).getAllByRole('row')).toHaveLength(2);
  expect(within(table).getByRole('link', { name: 'Spain' }).getAttribute('href')).toBe(
    '/owed?holder=ES&channel=arab&late=1',
  );
  expect(asked.every((query) => query.get('filter') === 'channel:arab')).toBe(true);
  expect(asked.some((query) => query.get('figure') === 'late')).toBe(true);
});

it('says what would be here when nobody owes anything', async () => {
  holders = [];
  open('/owed');
  expect(await screen.findByText('Nobody owes a receipt')).toBeTruthy();
});
