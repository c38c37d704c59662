// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';

import type { Position, PositionLine } from '@/api/subjects';
import { App } from '@/app/app';
import { Providers } from '@/app/providers';
import { startI18n, switchLanguage } from '@/i18n';

function line(some: Partial<PositionLine>): PositionLine {
  return {
    may: false,
    bars: false,
    held_back: false,
    act: 'arrest',
    act_label: 'Arrest',
    say: 'A made-up sentence',
    source: 'A made-up article',
    from_memory: false,
    records: [
      { record: 'r1', register: 'bulletins', number: 'MA/2026/BUL-arab/000001', state: 'broadcast', caption: '' },
    ],
    ...some,
  };
}

const POSITION: Position = {
  id: 's1',
  number: 'P-000001',
  caption: 'Zorvan Tadrak',
  masked: false,
  names: ['Zorvan Tadrak'],
  birth_dates: ['1971-03-04'],
  nationalities: [],
  papers: ['TK7770001'],
  at: '2026-11-22T09:00:00Z',
  lines: [
    line({ bars: true, say: 'It bars' }),
    line({ may: true, act: 'check', act_label: 'Check and report', say: 'It may be done', from_memory: true }),
    line({ may: true, held_back: true, say: 'It is held back' }),
  ],
  clocks: [
    {
      record: 'r1',
      register: 'bulletins',
      number: 'MA/2026/BUL-arab/000001',
      state: 'broadcast',
      caption: '',
      rule: 'national_review',
      label: 'Review of the national decision',
      source: 'Internal',
      must: true,
      clock_state: 'running',
      late: false,
      started_at: '2026-11-01T09:00:00Z',
      due_at: '2026-12-04T23:00:00Z',
      days_left: 12,
    },
  ],
  sections: [
    { id: 'alerts', label: 'Alerts in force', items: [] },
    { id: 'warrants', label: 'Warrants', items: [] },
  ],
};

let asked: URL[];
let position: Position;

function answer(url: URL): unknown {
  const path = url.pathname.replace('/api/v1/', '');
  if (path === 'session') {
    const user = { id: 'usr_1', name: 'Amina', role: 'officer', rights: ['see_records'] };
    return { signed_in: true, setup_needed: false, version: '1', user };
  }
  if (path === 'registers') return { registers: [], units: [], groups: [] };
  if (path === 'purposes') return { purposes: [{ code: 'border_check', label: 'Border check' }] };
  if (path !== 'subjects/s1/position') return { items: [], total: 0, next: null };
  asked.push(url);
  return position;
}

beforeAll(startI18n);

beforeEach(async () => {
  await switchLanguage('en');
  localStorage.setItem('maktab.purpose', 'border_check');
  asked = [];
  position = POSITION;
  vi.stubGlobal('fetch', (url: string) =>
    Promise.resolve(new Response(JSON.stringify(answer(new URL(url, 'http://maktab'))), { status: 200 })),
  );
});

function open() {
  render(
    <MemoryRouter
      initialEntries={['/subjects/s1/position']}
      future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
    >
      <Providers>
        <App />
      </Providers>
    </MemoryRouter>,
  );
}

it('says first what may not be done, and each line with its source and its records', async () => {
  open();
  const not = await screen.findByRole('region', { name: 'What may not be done now' });
  expect(within(not).getByText('It bars')).toBeTruthy();
  expect(within(not).getByText('bars what others allow')).toBeTruthy();
  expect(within(not).getByText('A made-up article')).toBeTruthy();
  expect(within(not).getByRole('link').getAttribute('href')).toBe('/records/r1');
  const may = screen.getByRole('region', { name: 'What may lawfully be done now' });
  expect(within(may).getByText('to be confirmed by a lawyer')).toBeTruthy();
  expect(within(may).queryByText('It is held back')).toBeNull();
  const held = screen.getByRole('region', { name: 'Allowed, but held back' });
  expect(within(held).getByText('It is held back')).toBeTruthy();
  expect(not.compareDocumentPosition(may) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(screen.getByText('12 days left')).toBeTruthy();
  expect(screen.getByText(/Alerts in force, Warrants/)).toBeTruthy();
});

it('looks for the purpose that the reader has chosen', async () => {
  open();
  await screen.findByRole('region', { name: 'What may not be done now' });
  expect(asked.map((url) => url.searchParams.get('purpose'))).toEqual(['border_check']);
});

it('says nothing of who is masked', async () => {
  position = { ...POSITION, masked: true, caption: '', names: [], lines: [], clocks: [], sections: [] };
  open();
  expect(await screen.findByText(/This person is masked/)).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'What may lawfully be done now' })).toBeNull();
});
