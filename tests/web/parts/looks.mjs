import assert from 'node:assert/strict';

import { openPage } from '../support/browser.mjs';
import { Reader } from '../support/reader.mjs';
import { DATASET } from './lists.mjs';
import { step } from '../support/steps.mjs';

const PAGES = [
  '/my-day',
  '/deadlines',
  '/owed',
  '/registers/requests',
  '/registers/requests?late=1',
  '/registers/requests/new',
  '/subjects',
  '/check',
  '/lists',
  `/lists/${DATASET}`,
  '/history',
  '/history?show=new',
  '/bulk',
  '/admin/users',
  '/admin/keys',
  '/admin/ledger',
  '/nowhere',
];

export function looks(stage) {
  step(stage, 'fits a phone, in the dark', async () => {
    const { reader, browser, program, context, page } = stage;
    const storageState = await context.storageState();
    const options = { language: reader.language, width: 360, colorScheme: 'dark', storageState };
    const phone = await openPage(browser, program.origin, options);
    const phoneReader = new Reader(phone.page, reader.language, reader.origin);
    for (const path of [
      ...PAGES,
      new URL(page.url()).pathname,
      stage.recordPath,
      stage.subjectPath,
      `${stage.subjectPath}/position`,
    ]) {
      await phoneReader.open(path);
      await phoneReader.inspect(`${path} on a phone in the dark`);
    }
    const paper = await phone.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(paper, 'rgb(19, 21, 25)');
    assert.deepEqual(phone.complaints, []);
    await phone.context.close();
  });

  step(stage, 'switches language at once and remembers it', async () => {
    const { reader, page } = stage;
    await reader.open('/check');
    for (const [code, name, dir] of [
      ['fr', 'Français', 'ltr'],
      ['ar', 'العربية', 'rtl'],
      ['es', 'Español', 'ltr'],
      ['en', 'English', 'ltr'],
    ]) {
      await page.getByRole('button', { name: new RegExp(name) }).click();
      const other = new Reader(page, code, reader.origin);
      await other.box.waitFor();
      const root = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
      assert.deepEqual(root, [code, dir]);
      await page.reload();
      await other.box.waitFor();
      await other.inspect('check, after changing language');
    }
    const own = { en: 'English', ar: 'العربية' }[reader.language];
    await page.getByRole('button', { name: new RegExp(own) }).click();
    await reader.box.waitFor();
  });
}
