// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';

import type { DeadlineBoard, DeadlineClock } from '@/api/records';
import { App } from '@/app/app';
import { Providers } from '@/app/providers';
import { startI18n, switchLanguage } from '@/i18n';

const FIGURES = ['late', 'today', '90', '75', '50', 'later', 'paused'];

function clock(record: string, figure: string): DeadlineClock {
  return {
    record,
    register: 'requests',
    number: `MA/2026/REQ/${record}`,
    caption: `A made-up request ${record}`,
    state: 'open',
    partner: 'ES',
    unit: 'vehicles',
    officer: '',
    rule: 'D03',
    label: 'Answer',
    started_at: '2026-11-21T09:00:00Z',
    due_at: '2026-11-29T00:00:00Z',
    share: 0.557,
    alarm: 50,
    figure,
  };
}

const CLOCKS = [clock('1', 'late'), clock('2', '50'), clock('3', '50')];

function board(address: URLSearchParams): DeadlineBoard {
  const counts = { late: 1, '50': 2 };
  const items = CLOCKS.filter(({ figure }) => (address.get('figure') ?? figure) === figure);
  return {
    at: '2026-11-25T09:00:00Z',
    figures: FIGURES,
    counts,
    people: [{ id: '', name: '', counts }],
    units: [{ id: 'vehicles', name: 'Vehicles and documents', counts }],
    holders: [],
    items: items.slice(0, Number(address.get('limit'))),
    total: items.length,
  };
}

let asked: URLSearchParams[];

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
  vi.stubGlobal('fetch', (url: string) =>
    Promise.resolve(new Response(JSON.stringify(answer(new URL(url, 'http://maktab'))), { status: 200 })),
  );
  render(
    <MemoryRouter initialEntries={['/deadlines']} future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
      <Providers>
        <App />
      </Providers>
    </MemoryRouter>,
  );
});

it('shows the figures, and the clocks behind one of them when it is chosen', async () => {
  const units = await screen.findByRole('table', { name: 'By unit' });
  const row = within(units).getByRole('row', { name: /Vehicles and documents/ });
  expect(within(row).getByRole('link', { name: '2' }).getAttribute('href')).toBe('/deadlines?figure=50&unit=vehicles');
  const people = screen.getByRole('table', { name: 'By person' });
  expect(within(people).getByText('Nobody yet')).toBeTruthy();
  expect(await screen.findByRole('heading', { name: 'All clocks (3)' })).toBeTruthy();
  await userEvent.setup().click(within(row).getByRole('link', { name: '2' }));
  expect(await screen.findByRole('heading', { name: 'From 50\u00a0% (2)' })).toBeTruthy();
  const clocks = screen.getByRole('table', { name: 'From 50\u00a0%' });
  expect(within(clocks).getAllByText('55 %')).toHaveLength(2);
  expect(within(clocks).getByRole('link', { name: 'A made-up request 2' }).getAttribute('href')).toBe('/records/2');
  expect(asked.at(-1)?.get('unit')).toBe('vehicles');
});
