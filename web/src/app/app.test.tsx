// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import type { Right } from '@/api/types';
import { startI18n, switchLanguage } from '@/i18n';
import { App } from './app';
import { Providers } from './providers';

const RIGHTS: Right[] = ['check', 'see_own_history', 'see_lists', 'judge_hits'];

// A server with one session, which a test can let end.
class Server {
  signedIn: string | null = 'Amina';
  asked: unknown[] = [];
  // Of the last that was asked for purposes.
  language: string | null = null;

  session() {
    const user = { id: `usr_${this.signedIn}`, name: this.signedIn, role: 'officer', rights: RIGHTS };
    return { signed_in: this.signedIn !== null, setup_needed: false, version: '1', ...(this.signedIn ? { user } : {}) };
  }

  answer(method: string, path: string, body: Record<string, string>, headers: Headers): [number, unknown] {
    if (path === 'session' && method === 'POST') {
      this.signedIn = body.name ?? null;
      return [200, this.session()];
    }
    if (path === 'session') return [200, this.session()];
    if (!this.signedIn) return [401, { code: 'session.expired', detail: 'The session has ended.' }];
    if (path === 'registers') return [403, { code: 'access.denied', detail: 'Your role may not.' }];
    if (path === 'purposes') {
      this.language = headers.get('Accept-Language');
      return [200, { purposes: [{ code: 'border_check', label: 'Border check' }] }];
    }
    if (path === 'identify') return [200, { kind: 'name', valid: true, check_digits: {}, fields: {}, warnings: [] }];
    if (path === 'checks' && method === 'POST') {
      this.asked.push(body);
      return [
        200,
        {
          id: 'chk_1',
          at: '2026-11-21T20:00:00Z',
          purpose: 'border_check',
          schema: 'Person',
          query: { schema: 'Person', properties: { name: [body.text] } },
          results: [],
          quiet_count: 0,
          considered: 7,
          warnings: [],
          lists: [
            {
              dataset: 'un',
              title: 'Made-up list',
              list_date: '2026-11-20',
              imported_at: '2026-11-21T08:00:00Z',
              count: 7,
            },
          ],
        },
      ];
    }
    return [200, { items: [], next: null }];
  }
}

let server: Server;

beforeAll(startI18n);

beforeEach(async () => {
  await switchLanguage('en');
  server = new Server();
  vi.stubGlobal('fetch', async (url: string, options: RequestInit) => {
    const path = new URL(url, 'http://maktab').pathname.replace('/api/v1/', '');
    const body = JSON.parse(typeof options.body === 'string' ? options.body : '{}') as Record<string, string>;
    const [status, answer] = server.answer(options.method ?? 'GET', path, body, new Headers(options.headers));
    return new Response(JSON.stringify(answer), { status });
  });
});

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

async function open() {
  const user = userEvent.setup();
  render(
    <MemoryRouter initialEntries={['/check']} future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
      <Providers>
        <App />
      </Providers>
    </MemoryRouter>,
  );
  await screen.findByRole('textbox', { name: 'What to check' });
  return user;
}

const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What to check' });

async function signInAs(user: Awaited<ReturnType<typeof open>>, name: string) {
  const field = await screen.findByRole('textbox', { name: 'Name' });
  await user.clear(field);
  await user.type(field, name);
  await user.type(screen.getByLabelText(/^Password/), 'a long sentence');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
}

it('says clearly that nothing was found, where, and as of when', async () => {
  const user = await open();
  await user.type(box(), 'Nobody Madeup{Enter}');
  expect(await screen.findByRole('heading', { name: /Nothing found among .*7 entries.* in .*1 list/ })).toBeTruthy();
  expect(screen.getAllByText('Made-up list').length).toBeGreaterThan(0);
  expect(screen.getAllByText('20 Nov 2026').length).toBeGreaterThan(0);
  expect(server.asked).toEqual([{ text: 'Nobody Madeup', purpose: 'border_check' }]);
});

it('asks nothing when nothing is typed, and says so', async () => {
  const user = await open();
  await user.click(screen.getByRole('button', { name: 'Check' }));
  expect(await screen.findByText('Type a name or a number first; nothing was asked.')).toBeTruthy();
  expect(server.asked).toEqual([]);
});

it('keeps what was typed when the session ends, and hides it until the same person is back', async () => {
  const user = await open();
  server.signedIn = null;
  await user.type(box(), 'Amina Madeup{Enter}');
  expect(await screen.findByText(/Your session has ended/)).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: 'What to check' })).toBeNull();
  await signInAs(user, 'Amina');
  expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'What to check' })).value).toBe(
    'Amina Madeup',
  );
});

it('shows someone else nothing of what was typed before', async () => {
  const user = await open();
  server.signedIn = null;
  await user.type(box(), 'Amina Madeup{Enter}');
  await screen.findByText(/Your session has ended/);
  await signInAs(user, 'Youssef');
  expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'What to check' })).value).toBe('');
});

it('hides registers from whom the server refuses them', async () => {
  await open();
  expect(screen.getByRole('link', { name: 'Check' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'My day' })).toBeNull();
});

it('changes language at once and keeps what was typed', async () => {
  const user = await open();
  await user.type(box(), 'Amina');
  await user.click(screen.getByRole('button', { name: /العربية/ }));
  expect(document.documentElement.dir).toBe('rtl');
  const arabic = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'موضوع التحقق' });
  expect(arabic.value).toBe('Amina');
  expect(server.language).toBe('ar');
});
