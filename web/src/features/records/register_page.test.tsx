// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router-dom';
import { afterEach, beforeAll, it, vi } from 'vitest';

import { Providers } from '@/app/providers';
import { startI18n, switchLanguage } from '@/i18n';
import { PORTAL_ID } from '@/ui/kit_provider';
import { RegisterPage } from './register_page';

const REGISTER = {
  id: 'requests',
  code: 'REQ',
  title: 'Requests',
  title_one: 'Request',
  create: 'register',
  import_may: [],
  fields: [],
  states: [{ id: 'open', label: 'Open', kind: 'open' }],
  actions: [
    { id: 'close', label: 'Close it', from: ['open'], to: 'closed', fields: [], required: [], may: ['officer'] },
  ],
};

function record(id: string) {
  const at = '2026-11-22T09:00:00Z';
  return {
    id,
    register: 'requests',
    number: `N/${id}`,
    state: 'open',
    kind: 'open',
    version: 1,
    caption: `Made up ${id}`,
    opened_at: at,
    changed_at: at,
    due_at: null,
    late: false,
    share: null,
    alarm: 0,
    values: {},
  };
}

// Two open records; the list shows what is open, so that it has none of them once they are closed.
function serve(): void {
  let closed = false;
  const answers: Record<string, () => unknown> = {
    session: () => ({ signed_in: true, user: { id: 'u1', name: 'Amina', role: 'officer', rights: ['see_records'] } }),
    registers: () => ({ registers: [REGISTER], units: [], groups: [] }),
    records: () => ({ total: closed ? 0 : 2, items: closed ? [] : [record('a'), record('b')] }),
    'registers/requests/states': () => ({ states: {} }),
    'registers/requests/actions/close': () => {
      closed = true;
      return { done: 1, items: [{ done: true }, { done: false, problem: 'Somebody was first.' }] };
    },
    colleagues: () => ({ users: [] }),
  };
  vi.stubGlobal('fetch', (url: string) => {
    const path = new URL(url, 'http://maktab').pathname.replace('/api/v1/', '');
    return Promise.resolve(new Response(JSON.stringify(answers[path]?.() ?? { items: [] })));
  });
}

beforeAll(async () => {
  await startI18n();
  await switchLanguage('en');
});
afterEach(() => vi.unstubAllGlobals());

it('shows what became of records that the list has no more', async () => {
  serve();
  render(
    <MemoryRouter initialEntries={['/registers/requests?state=open']}>
      <Providers>
        <Routes>
          <Route path="/registers/:register" element={<RegisterPage />} />
        </Routes>
        <div id={PORTAL_ID} />
      </Providers>
    </MemoryRouter>,
  );
  await userEvent.click(await screen.findByText('Choose this page'));
  await userEvent.click(await screen.findByText('Do to those chosen'));
  await userEvent.click(await screen.findByText(/^Close it/));
  await screen.findByText(/This is done to/);
  await userEvent.click(await screen.findByRole('button', { name: 'Close it' }));
  // The list is read anew, and is empty.
  await screen.findByText('No record fits');
  await screen.findByText(/1.? done, .?1.? refused, of .?2/);
  await screen.findByText('Somebody was first.');
});
