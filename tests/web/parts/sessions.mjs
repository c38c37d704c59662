import assert from 'node:assert/strict';

import { PASSWORD } from '../support/reader.mjs';
import { CHECKER } from './administration.mjs';
import { DATASET } from './lists.mjs';
import { step } from '../support/steps.mjs';

const NEW_PASSWORD = `${PASSWORD}, changed`;

async function openMenu(reader) {
  await reader.page.getByRole('button', { name: new RegExp(`^${reader.word('frame.account')}`) }).click();
}

async function signOut(reader) {
  await openMenu(reader);
  await reader.page.getByRole('menuitem', { name: reader.word('session.sign_out') }).click();
  await reader.button('session.sign_in').waitFor();
}

export function sessions(stage) {
  step(stage, 'loses nothing that was typed when the session ends', async () => {
    const { reader, page, context, program } = stage;
    await reader.open('/check');
    const { csrf } = await (await context.request.get(`${program.origin}/api/v1/session`)).json();
    await reader.box.fill('Amina Madeupi, half typed');
    // The session ends elsewhere: another tab, an administrator, its time.
    const ended = await context.request.delete(`${program.origin}/api/v1/session`, {
      headers: { 'X-Maktab-CSRF': csrf },
    });
    assert.equal(ended.status(), 204);
    await reader.box.press('Enter');
    await reader.sees('session.expired');
    assert.equal(await reader.box.isVisible(), false);
    await reader.inspect('sign in again');
    await page.locator('input[type=password]').fill(PASSWORD);
    await reader.button('session.sign_in').click();
    await reader.box.waitFor();
    assert.equal(await reader.box.inputValue(), 'Amina Madeupi, half typed');
  });

  step(stage, 'changes the password', async () => {
    const { reader, page } = stage;
    await openMenu(reader);
    await page.getByRole('menuitem', { name: reader.word('session.change_password') }).click();
    await reader.dialog.locator('input[autocomplete=current-password]').fill('not the password');
    await reader.typeNewPassword(NEW_PASSWORD);
    await reader.button('session.change_password', reader.dialog).click();
    await reader.dialog.getByRole('alert').waitFor();
    await reader.inspect('changing the password');
    await reader.dialog.locator('input[autocomplete=current-password]').fill(PASSWORD);
    await reader.button('session.change_password', reader.dialog).click();
    await reader.dialog.getByText(reader.word('session.password_changed')).waitFor();
    await page.keyboard.press('Escape');
  });

  step(stage, 'refuses a wrong password in one sentence', async () => {
    const { reader, page } = stage;
    await signOut(reader);
    await reader.signIn('Chief', PASSWORD);
    await page.getByRole('alert').waitFor();
    assert.equal(await reader.field('session.name').inputValue(), 'Chief');
    await reader.inspect('a refused sign-in');
  });

  step(stage, 'shows each role only what it may do, and nothing of the one before', async () => {
    const { reader, page } = stage;
    await reader.signIn(CHECKER);
    await reader.box.waitFor();
    assert.equal(await reader.box.inputValue(), '');
    const links = page.getByRole('navigation').getByRole('link');
    assert.equal(await links.filter({ hasText: reader.word('admin.nav') }).count(), 0);
    const answer = await reader.ask('Amina Madeupi');
    assert.equal(answer.results[0].id, 'mk-1');
    assert.equal(await reader.button('hit.not_same_person').count(), 0);
    await signOut(reader);
  });

  step(stage, 'ends a list with a warning and a reason; nothing of it is found', async () => {
    const { reader, page } = stage;
    await reader.signIn('Chief', NEW_PASSWORD);
    await reader.box.waitFor();
    await reader.open(`/lists/${DATASET}`);
    await reader.button('list.end').click();
    await reader.inspect('ending a list');
    await reader.field('common.reason', reader.dialog).fill('Withdrawn by its publisher');
    await reader.button('list.end_action', reader.dialog).click();
    await page.waitForURL('**/lists');
    // Those of the bureau's own alerts are left.
    const table = reader.main.getByRole('table', { name: reader.word('lists.title') });
    await table.locator('a[href^="/lists/records."]').first().waitFor();
    await table.locator(`a[href="/lists/${DATASET}"]`).first().waitFor({ state: 'detached' });
    await reader.open('/check');
    const answer = await reader.ask('Amina Madeupi');
    assert.deepEqual(answer.results, []);
  });

  step(stage, 'never complained, and never asked anyone but its own server', () => {
    assert.deepEqual(stage.complaints, []);
  });
}
