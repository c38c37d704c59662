import assert from 'node:assert/strict';

import { SECOND_EDITION } from '../support/lists.mjs';
import { DATASET } from './lists.mjs';
import { step } from '../support/steps.mjs';

export function changes(stage) {
  step(stage, 'brings a list up to date and shows what changed', async () => {
    const { reader } = stage;
    await reader.open('/check');
    const before = await reader.ask('Salma Inventaoui');
    assert.deepEqual(before.results, []);
    await reader.open(`/lists/${DATASET}`);
    await reader.button('list.import_again').click();
    await reader.importList(SECOND_EDITION);
    await reader.dialog.getByRole('button', { name: reader.word('lists.import') }).click();
    const panel = reader.main.getByRole('region', { name: reader.word('import.of', { dataset: DATASET }) }).first();
    await panel.getByText(reader.word('import_state.done')).waitFor();
    const figures = await panel.locator('dd').allTextContents();
    assert.deepEqual(figures.slice(0, 5), ['1', '1', '1', '1', '0']);
  });

  step(stage, 'tells of a new hit for what was asked before', async () => {
    const { reader, page } = stage;
    await reader.open('/check');
    const link = page.getByRole('navigation').getByRole('link', { name: reader.word('history.title') });
    await link.filter({ hasText: '1' }).click();
    await page.getByRole('tab', { name: reader.word('new_hits.title') }).click();
    await page.getByText('Salma INVENTAOUI').first().waitFor();
    await reader.inspect('new hits');
    await link.filter({ hasNotText: '1' }).waitFor();
  });

  step(stage, 'no longer finds what has ended', async () => {
    const { reader } = stage;
    await reader.open('/check');
    const answer = await reader.ask('Youssef Fictifoui');
    assert.deepEqual(answer.results, []);
  });
}
