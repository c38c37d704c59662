import assert from 'node:assert/strict';

import { PASSWORD } from '../support/reader.mjs';
import { step } from '../support/steps.mjs';

export const CHECKER = 'سلمى المدققة';

export function administration(stage) {
  step(stage, 'adds a user', async () => {
    const { reader, page } = stage;
    await reader.open('/admin/users');
    await reader.button('users.add').click();
    await reader.field('session.name', reader.dialog).fill(CHECKER);
    await reader.dialog.getByRole('textbox', { name: reader.word('users.role') }).click();
    await page.getByRole('option', { name: reader.word('role.checker'), exact: true }).click();
    await reader.typeNewPassword(PASSWORD);
    await reader.inspect('adding a user');
    await reader.button('users.add', reader.dialog).click();
    await reader.main.getByText(CHECKER).waitFor();
    await reader.inspect('users');
  });

  step(stage, 'shows a key once, and ends it', async () => {
    const { reader, page } = stage;
    await reader.open('/admin/keys');
    await reader.button('keys.add').click();
    await reader.field('keys.system', reader.dialog).fill('Border post north');
    await reader.button('keys.add', reader.dialog).click();
    const key = (await reader.dialog.locator('pre').innerText()).trim();
    assert.match(key, /^mk_/);
    await reader.inspect('a new key');
    await reader.button('keys.kept', reader.dialog).click();
    await reader.main.getByText('Border post north').waitFor();
    assert.equal(await page.getByText(key).count(), 0);
    await reader.button('keys.end').click();
    await reader.button('keys.end', reader.dialog).click();
    await reader.main.getByText(reader.word('keys.ended'), { exact: true }).waitFor();
    await reader.inspect('keys');
  });

  step(stage, 'shows the ledger and verifies it', async () => {
    const { reader } = stage;
    await reader.open('/admin/ledger');
    await reader.main.getByText(reader.word('ledger_kind.list_imported')).first().waitFor();
    await reader.button('ledger.verify').click();
    await reader.main.getByRole('status').filter({ hasText: '✓' }).waitFor();
    await reader.button('ledger.checkpoint').click();
    await reader.main.locator('pre').waitFor();
    await reader.inspect('the ledger');
  });
}
