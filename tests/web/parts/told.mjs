// What concerns the reader, one action on many records, and what programs outside are told.
import assert from 'node:assert/strict';

import { step } from '../support/steps.mjs';

const MANY = ['Made up one of many', 'Made up two of many'];

async function labelOf({ reader, context, program }, action) {
  const answer = await context.request.get(`${program.origin}/api/v1/registers`, {
    headers: { 'Accept-Language': reader.language },
  });
  const register = (await answer.json()).registers.find(({ id }) => id === 'requests');
  return register.actions.find(({ id }) => id === action).label;
}

async function registerSome({ context, program }) {
  const { csrf } = await (await context.request.get(`${program.origin}/api/v1/session`)).json();
  for (const summary of MANY) {
    const made = await context.request.post(`${program.origin}/api/v1/registers/requests/records`, {
      headers: { 'X-Maktab-CSRF': csrf },
      data: {
        apart_reason: 'made up',
        values: {
          direction: 'outgoing',
          channel: 'other',
          partner: 'FR',
          subject_matter: 'fraud',
          priority: 'routine',
          summary,
        },
      },
    });
    assert.equal(made.status(), 201);
  }
}

export function told(stage) {
  step(stage, 'is told by the bell what became of a draft, and has read it once it was opened', async () => {
    const { reader, page } = stage;
    await reader.open('/my-day');
    // The one name begins the other.
    const bell = (key, values) =>
      page.getByRole('banner').getByRole('link', { name: reader.word(key, values), exact: true });
    await bell('notifications.unread', { count: 1 }).click();
    await page.waitForURL('**/notifications');
    await reader.main.getByText(await labelOf(stage, 'approve')).first().waitFor();
    await reader.sees('notifications.new');
    await reader.inspect('notifications');
    await reader.main.getByRole('list').getByRole('link').first().click();
    await page.waitForURL(`**${stage.recordPath}`);
    await bell('notifications.title').waitFor();
    await reader.open('/notifications');
    await reader.main.getByText(await labelOf(stage, 'approve')).first().waitFor();
    assert.equal(await reader.button('notifications.read').count(), 0);
    await reader.main.getByLabel(reader.word('notifications.unread_only')).click();
    await reader.sees('notifications.empty');
    await reader.inspect('notifications, all read');
  });

  step(stage, 'does one action to many records of a list, and says what became of each', async () => {
    const { reader, page } = stage;
    await registerSome(stage);
    await reader.open('/registers/requests?state=registered');
    for (const summary of MANY) await reader.main.getByText(summary).waitFor();
    await reader.button('many.page').click();
    await reader.sees('many.chosen', { count: 2 });
    await reader.inspect('records chosen');
    const label = await labelOf(stage, 'withdraw');
    await reader.button('many.do').click();
    await page.getByRole('menuitem', { name: new RegExp(`^${label}`) }).click();
    await reader.dialog.getByText(reader.word('many.warning', { count: 2 })).waitFor();
    await reader.dialog.getByLabel(reader.word('common.reason')).fill('made up for tests');
    await reader.inspect('one action on many');
    await reader.dialog.getByRole('button', { name: label, exact: true }).click();
    await reader.dialog.getByText(reader.word('many.result', { done: '2', refused: '0', total: '2' })).waitFor();
    await reader.inspect('what became of each');
    await reader.button('common.close', reader.dialog).last().click();
    await reader.sees('records.none_found');
  });

  step(stage, 'adds a webhook, shows its secret once, and ends it', async () => {
    const { reader, page } = stage;
    await reader.open('/admin/webhooks');
    await reader.sees('webhooks.empty');
    await reader.inspect('webhooks, none');
    await reader.button('webhooks.add').click();
    await reader.field('webhooks.url', reader.dialog).fill('http://receiver.example/in');
    await reader.button('webhooks.add', reader.dialog).click();
    await reader.dialog.getByRole('alert').waitFor();
    await reader.inspect('a webhook that is refused');
    await reader.field('webhooks.url', reader.dialog).fill('https://receiver.example/in');
    await reader.button('webhooks.add', reader.dialog).click();
    const secret = (await reader.dialog.locator('pre').innerText()).trim();
    assert.match(secret, /^[\w-]{43}$/);
    await reader.button('keys.kept', reader.dialog).click();
    await reader.main.getByText('https://receiver.example/in').waitFor();
    assert.equal(await page.getByText(secret).count(), 0);
    await reader.button('webhooks.pause').click();
    await reader.main.getByText(reader.word('webhooks.paused'), { exact: true }).waitFor();
    await reader.main.getByRole('button', { name: reader.word('webhooks.deliveries') }).click();
    await reader.sees('webhooks.none_sent');
    await reader.inspect('webhooks');
    await reader.button('webhooks.end').click();
    await reader.button('webhooks.end', reader.dialog).click();
    await reader.sees('webhooks.empty');
  });
}
