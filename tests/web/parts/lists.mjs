import assert from 'node:assert/strict';

import { FIRST_EDITION } from '../support/lists.mjs';
import { step } from '../support/steps.mjs';

export const DATASET = 'made_up';

export function lists(stage) {
  step(stage, 'imports nothing of a list that is broken, and says why', async () => {
    const { reader } = stage;
    await reader.open('/lists');
    await reader.button('lists.import').first().click();
    await reader.importList('{"id":"x","schema":"Person"');
    await reader.field('import.dataset').fill('broken');
    await reader.dialog.getByRole('button', { name: reader.word('lists.import') }).click();
    const panel = reader.main.getByRole('region', { name: reader.word('import.of', { dataset: 'broken' }) });
    await panel.getByRole('alert').waitFor();
    await reader.inspect('a failed import');
    await reader.button('common.close', panel).click();
    await panel.waitFor({ state: 'detached' });
  });

  step(stage, 'imports a list and shows what came in', async () => {
    const { reader } = stage;
    await reader.button('lists.import').first().click();
    await reader.importList(FIRST_EDITION);
    await reader.inspect('the import form');
    await reader.field('import.dataset').fill(DATASET);
    await reader.field('import.title').fill('A made-up list');
    await reader.dialog.getByRole('button', { name: reader.word('lists.import') }).click();
    const panel = reader.main.getByRole('region', { name: reader.word('import.of', { dataset: DATASET }) });
    await panel.getByText(reader.word('import_state.done')).waitFor();
    const figures = await panel.locator('dd').allTextContents();
    assert.deepEqual(figures.slice(0, 5), ['3', '0', '0', '0', '0']);
    await reader.main.getByRole('link', { name: 'A made-up list' }).waitFor();
    await reader.inspect('lists');
  });

  step(stage, 'shows a list with its imports', async () => {
    const { reader, page } = stage;
    await reader.main.getByRole('link', { name: 'A made-up list' }).click();
    await page.waitForURL(`**/lists/${DATASET}`);
    await reader.button('list.show_changes').click();
    await reader.dialog.getByText('Youssef FICTIFOUI').waitFor();
    await reader.inspect('what an import changed');
    await page.keyboard.press('Escape');
  });
}
