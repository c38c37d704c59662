import assert from 'node:assert/strict';

import { PASSWORD } from '../support/reader.mjs';
import { step } from '../support/steps.mjs';

export function setup(stage) {
  step(stage, 'sends who comes without a user to the one-time link', async () => {
    const { reader } = stage;
    await reader.open('/');
    await reader.sees('session.setup_needed');
    await reader.inspect('sign in');
  });

  step(stage, 'creates the first administrator by the one-time link', async () => {
    const { reader, page, program } = stage;
    await page.goto(program.link);
    await reader.field('session.name').fill('Chief');
    await reader.typeNewPassword('short');
    assert.equal(await reader.button('setup.create').isDisabled(), true);
    await reader.typeNewPassword(PASSWORD);
    await reader.inspect('set-up');
    await reader.button('setup.create').click();
    await page.waitForURL('**/my-day');
    await reader.sees('my_day.no_mine');
    assert.equal(await page.evaluate(() => document.documentElement.dir), reader.language === 'ar' ? 'rtl' : 'ltr');
  });

  step(stage, 'says that a link was used', async () => {
    const { reader, page, program } = stage;
    await page.goto('about:blank');
    await page.goto(program.link);
    await reader.sees('setup.used');
    assert.equal(await reader.field('session.name').count(), 0);
  });

  step(stage, 'says what would be on a page that is empty', async () => {
    const { reader } = stage;
    await reader.open('/lists');
    await reader.sees('lists.empty');
    await reader.inspect('lists, empty');
    await reader.open('/history');
    await reader.sees('history.empty');
    await reader.inspect('history, empty');
    await reader.open('/check');
    await reader.ask('Nobody Whatsoever');
    await reader.sees('answer.no_lists');
  });
}
