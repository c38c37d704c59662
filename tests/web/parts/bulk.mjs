import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { QUESTIONS_CSV } from '../support/lists.mjs';
import { step } from '../support/steps.mjs';

async function download(page, button) {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await file.path(), 'utf8');
}

export function bulk(stage) {
  step(stage, 'reads a table and guesses what its columns mean', async () => {
    const { reader, page } = stage;
    await reader.open('/bulk');
    await reader.inspect('bulk');
    await page.locator('input[type=file]').setInputFiles({
      name: 'persons.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(QUESTIONS_CSV),
    });
    await reader.sees('bulk.questions', { count: 3 });
    const meanings = await reader.main
      .getByRole('table')
      .locator('input')
      .evaluateAll((all) => all.map(({ value }) => value));
    const expected = ['id', 'name', 'birth_date', 'nationality'].map((target) => reader.word(`target.${target}`));
    assert.deepEqual(
      meanings.filter((value) => expected.includes(value)),
      expected,
    );
    await reader.inspect('the columns of a table');
  });

  step(stage, 'asks all and keeps the answers', async () => {
    const { reader, page } = stage;
    await reader.button('bulk.ask_all').click();
    await reader.button('bulk.save_csv').waitFor();
    const figures = await reader.main.locator('dd').allTextContents();
    assert.deepEqual(figures, ['3 / 3', '2', '1', '0']);
    await reader.inspect('the answers to a table');
    const csv = await download(page, reader.button('bulk.save_csv'));
    const lines = csv.trim().split('\r\n');
    assert.match(lines[0], /line,id,asked,score/);
    assert.ok(lines.some((line) => line.startsWith('1,r1,') && line.includes('mk-1')));
    assert.ok(lines.some((line) => line.startsWith('2,r2,Nobody Whatsoever,,')));
    const answers = (await download(page, reader.button('bulk.save_ndjson'))).trim().split('\n');
    assert.deepEqual(
      answers.map((line) => JSON.parse(line).id),
      ['r1', 'r2', 'r3'],
    );
  });

  step(stage, 'asks the good lines of a file with a bad one, and says which was bad', async () => {
    const { reader, page } = stage;
    await reader.button('bulk.other_file').click();
    await page.locator('input[type=file]').setInputFiles({
      name: 'lines.ndjson',
      mimeType: 'application/x-ndjson',
      buffer: Buffer.from('{"id":"a","text":"Amina Madeupi"}\n{"id":"b",\n{"id":"c","text":"Nobody Whatsoever"}\n'),
    });
    await reader.button('bulk.ask_all').click();
    await reader.button('bulk.save_csv').waitFor();
    assert.deepEqual(await reader.main.locator('dd').allTextContents(), ['3 / 3', '1', '1', '1']);
    await reader.main.getByRole('table', { name: reader.word('bulk.not_asked') }).waitFor();
  });

  step(stage, 'says when there is nothing to ask in a file', async () => {
    const { reader, page } = stage;
    await reader.button('bulk.other_file').click();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('name\n') });
    await reader.sees('bulk.nothing_in_file');
  });
}
