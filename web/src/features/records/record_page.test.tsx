// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import type { RecordView, Register } from '@/api/records';
import { App } from '@/app/app';
import { Providers } from '@/app/providers';
import { startI18n, switchLanguage } from '@/i18n';

const REGISTER: Register = {
  id: 'requests',
  code: 'REQ',
  title: 'Requests',
  title_one: 'Request',
  create: 'register',
  import_may: [],
  fields: [
    { id: 'summary', type: 'text', label: 'Summary', help: '', column: true, choices: [] },
    { id: 'reply', type: 'long_text', label: 'Reply', help: '', column: false, choices: [] },
  ],
  states: [
    { id: 'open', label: 'Open', kind: 'open' },
    { id: 'done', label: 'Done', kind: 'closed' },
  ],
  actions: [
    {
      id: 'register',
      label: 'Register',
      from: [],
      to: 'open',
      fields: ['summary'],
      required: ['summary'],
      reason: false,
      four_eyes: false,
      may: ['officer'],
    },
    {
      id: 'answer',
      label: 'Answer',
      from: ['open'],
      to: 'done',
      fields: ['summary', 'reply'],
      required: ['reply'],
      reason: true,
      four_eyes: false,
      may: ['officer'],
    },
  ],
};

interface Sent {
  path: string;
  ifMatch: string | null;
  key: string | null;
  body: unknown;
}

// A server with one record, on which a colleague may act meanwhile.
class Server {
  sent: Sent[] = [];
  refusal: unknown = null;
  record: RecordView = {
    id: 'r1',
    register: 'requests',
    number: 'MA/2026/REQ/000001',
    state: 'open',
    kind: 'open',
    version: 1,
    caption: 'A made-up request',
    opened_at: '2026-11-21T09:00:00Z',
    changed_at: '2026-11-21T09:00:00Z',
    due_at: null,
    late: false,
    share: null,
    alarm: 0,
    values: { summary: 'A made-up request' },
    actions: [{ id: 'answer', may: true, why_not: null }],
    deadlines: [],
    timeline: [],
  };

  colleagueActs() {
    this.record = {
      ...this.record,
      version: 2,
      values: { summary: 'Corrected' },
      timeline: [
        {
          seq: 9,
          at: '2026-11-21T10:00:00Z',
          happened_at: '2026-11-21T10:00:00Z',
          who: 'Youssef',
          action: 'amend',
          from: 'open',
          to: 'open',
          reason: 'A slip of the pen',
          before: { summary: 'A made-up request' },
          after: { summary: 'Corrected' },
        },
      ],
    };
  }

  answer(path: string, sent: Sent | null): [number, unknown] {
    if (path === 'session') {
      const user = { id: 'usr_1', name: 'Amina', role: 'officer', rights: ['check'] };
      return [200, { signed_in: true, setup_needed: false, version: '1', user }];
    }
    if (path === 'registers') return [200, { registers: [REGISTER], units: [], groups: [] }];
    if (path === 'records/r1') return [200, this.record];
    if (!sent) return [200, { items: [], total: 0, next: null, purposes: [] }];
    this.sent.push(sent);
    if (this.refusal) return [422, this.refusal];
    if (sent.ifMatch !== null && sent.ifMatch !== `"${this.record.version}"`) {
      return [412, { code: 'store.record_changed', detail: 'Somebody was first.' }];
    }
    return [201, { ...this.record, version: this.record.version + 1 }];
  }
}

let server: Server;

beforeAll(startI18n);

beforeEach(async () => {
  await switchLanguage('en');
  server = new Server();
  vi.stubGlobal('fetch', async (url: string, options: RequestInit) => {
    const path = new URL(url, 'http://maktab').pathname.replace('/api/v1/', '');
    const headers = new Headers(options.headers);
    const sent =
      options.method === 'POST'
        ? {
            path,
            ifMatch: headers.get('If-Match'),
            key: headers.get('Idempotency-Key'),
            body: JSON.parse(String(options.body)) as unknown,
          }
        : null;
    const [status, answer] = server.answer(path, sent);
    return new Response(JSON.stringify(answer), { status });
  });
});

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

function open(path: string) {
  render(
    <MemoryRouter initialEntries={[path]} future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
      <Providers>
        <App />
      </Providers>
    </MemoryRouter>,
  );
  return userEvent.setup();
}

const form = () => screen.findByRole('form', { name: 'Answer' });
const field = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name });

async function openAnswer() {
  const user = open('/records/r1');
  await user.click(await screen.findByRole('button', { name: 'Answer' }));
  await form();
  return user;
}

it('sends what was typed, with the version that was seen, and nothing else', async () => {
  const user = await openAnswer();
  expect(field('Summary').value).toBe('A made-up request');
  await user.type(field('Reply'), 'Known here');
  await user.type(field('Reason'), 'As asked');
  await user.click(within(await form()).getByRole('button', { name: 'Answer' }));
  expect(await screen.findByText(/^Done:/)).toBeTruthy();
  expect(server.sent).toMatchObject([
    {
      path: 'records/r1/actions/answer',
      ifMatch: '"1"',
      body: { values: { reply: 'Known here' }, reason: 'As asked' },
    },
  ]);
  expect(screen.queryByRole('form', { name: 'Answer' })).toBeNull();
});

it('sends nothing while something is missing, and says what', async () => {
  const user = await openAnswer();
  await user.click(within(await form()).getByRole('button', { name: 'Answer' }));
  expect(screen.getAllByText('Fill this in.')).toHaveLength(2);
  expect(server.sent).toEqual([]);
});

it('keeps what was typed when a colleague was first, shows what he changed, and goes on once it was seen', async () => {
  const user = await openAnswer();
  await user.type(field('Reply'), 'Known here');
  await user.type(field('Reason'), 'As asked');
  server.colleagueActs();
  await user.click(within(await form()).getByRole('button', { name: 'Answer' }));
  expect(await screen.findByText(/This record was changed meanwhile/)).toBeTruthy();
  expect(within(await form()).getByText('A slip of the pen')).toBeTruthy();
  expect(field('Reply').value).toBe('Known here');
  expect(field('Summary').value).toBe('Corrected');
  const send = () => screen.getByRole('form').querySelector<HTMLButtonElement>('button[type=submit]');
  expect(send()?.disabled).toBe(true);
  await user.click(screen.getByRole('button', { name: 'I have seen it, go on' }));
  await user.click(within(await form()).getByRole('button', { name: 'Answer' }));
  expect(await screen.findByText(/^Done:/)).toBeTruthy();
  expect(server.sent.map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
  expect(new Set(server.sent.map(({ key }) => key)).size).toBe(1);
  expect(server.sent[1]?.body).toEqual({ values: { reply: 'Known here' }, reason: 'As asked' });
});

it('shows what the server says against a field at that field, and tries again with the same key', async () => {
  const user = open('/registers/requests/new');
  await user.type(await screen.findByRole('textbox', { name: 'Summary' }), 'Wrong');
  server.refusal = { code: 'record.bad_value', detail: 'The field can not hold that.', params: { field: 'summary' } };
  await user.click(screen.getByRole('button', { name: 'Register' }));
  expect(await screen.findByText('The field can not hold that.')).toBeTruthy();
  expect(screen.getByRole('textbox', { name: 'Summary' }).getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Summary' }));
  server.refusal = { code: 'access.denied', detail: 'Your role may not.' };
  await user.type(screen.getByRole('textbox', { name: 'Summary' }), ', corrected');
  await user.click(screen.getByRole('button', { name: 'Register' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Your role may not.');
  expect(field('Summary').value).toBe('Wrong, corrected');
  expect(new Set(server.sent.map(({ key }) => key)).size).toBe(1);
});
