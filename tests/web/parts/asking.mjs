import assert from 'node:assert/strict';

import { openPage } from '../support/browser.mjs';
import { SPECIMEN_MRZ, VIN } from '../support/lists.mjs';
import { Reader } from '../support/reader.mjs';
import { step } from '../support/steps.mjs';

const ARABIC_NAME = 'أمينة المادوبي';

function card(reader, name) {
  return reader.page.getByRole('article').filter({ hasText: name });
}

export function asking(stage) {
  step(stage, 'finds a name in Arabic script, and says why', async () => {
    const { reader } = stage;
    await reader.open('/check');
    await reader.inspect('check');
    await reader.box.fill(ARABIC_NAME);
    await reader.page.getByText(reader.word('recognised_kind.name')).waitFor();
    await reader.page.getByText(reader.word('script.arabic')).waitFor();
    const answer = await reader.ask(ARABIC_NAME);
    assert.equal(answer.results[0].id, 'mk-1');
    const hit = card(reader, 'Amina MADEUPI');
    await hit.getByText(reader.word('score.strong')).waitFor();
    assert.equal(await hit.getByRole('listitem').count(), answer.results[0].reasons.length);
    await hit.getByText('A made-up list').waitFor();
    // The name in its original script leads.
    assert.equal(await hit.getByRole('heading').innerText(), ARABIC_NAME);
    await reader.inspect('an answer with hits');
  });

  step(stage, 'opens an answer from its address, as it was given', async () => {
    const { reader, page, context } = stage;
    const second = await context.newPage();
    await second.goto(page.url());
    await card(new Reader(second, reader.language, reader.origin), 'Amina MADEUPI').waitFor();
    await second.close();
  });

  step(stage, 'is worked by keyboard alone', async () => {
    const { reader, page } = stage;
    await page.locator('h1').click();
    await page.keyboard.press('j');
    assert.equal(await page.evaluate(() => document.activeElement?.hasAttribute('data-step')), true);
    await page.keyboard.press('Enter');
    await reader.dialog.getByText(reader.word('entity.in_force')).waitFor();
    await reader.dialog.getByText('ZZ1234567').first().waitFor();
    await reader.inspect('an entry in full');
    await page.keyboard.press('Escape');
    await reader.dialog.waitFor({ state: 'detached' });
    // What was left gets the focus back when the dialog has gone.
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-step'));
    await page.keyboard.press('/');
    assert.equal(await reader.box.evaluate((box) => box === document.activeElement), true);
    await page.keyboard.press('Escape');
    await page.locator('h1').click();
    await page.keyboard.press('?');
    await reader.dialog.getByText(reader.word('help.palette')).waitFor();
    await reader.inspect('the help');
    await page.keyboard.press('Escape');
    await reader.dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await reader.dialog.getByRole('textbox').fill(reader.word('history.title'));
    await reader.inspect('the palette');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/history');
  });

  step(stage, 'asks from the palette', async () => {
    const { reader, page } = stage;
    await page.keyboard.press('Control+k');
    await reader.dialog.getByRole('textbox').fill('Youssef Fictifoui');
    await page.keyboard.press('Enter');
    await card(reader, 'Youssef FICTIFOUI').waitFor();
    assert.equal(await reader.box.inputValue(), 'Youssef Fictifoui');
  });

  step(stage, 'judges a hit with a reason, keeps it quiet, and takes it back', async () => {
    const { reader } = stage;
    const hit = card(reader, 'Youssef FICTIFOUI');
    await reader.button('hit.not_same_person', hit).click();
    await reader.button('hit.judge', reader.dialog).click();
    await reader.dialog.getByText(reader.word('common.reason_missing')).waitFor();
    await reader.field('common.reason', reader.dialog).fill('Another date of birth, seen in the passport');
    await reader.inspect('a judgement');
    await reader.button('hit.judge', reader.dialog).click();
    await reader.sees('answer.nothing');
    const quiet = reader.page.getByRole('button', { name: reader.word('answer.quiet', { count: 1 }) });
    await quiet.click();
    await reader.button('hit.undo', hit).click();
    await reader.field('common.reason', reader.dialog).fill('The passport was another one');
    await reader.button('hit.undo', reader.dialog).click();
    await quiet.waitFor({ state: 'detached' });
    await reader.button('hit.not_same_person', hit).click();
    await reader.field('common.reason', reader.dialog).fill('Seen again: another date of birth');
    await reader.button('hit.judge', reader.dialog).click();
    await quiet.waitFor();
    const answer = await reader.ask('Youssef Fictifoui');
    assert.equal(answer.quiet_count, 1);
    await quiet.click();
    await hit.getByText(reader.word('hit.judged')).waitFor();
  });

  step(stage, 'says clearly that nothing was found, in which lists', async () => {
    const { reader } = stage;
    await reader.ask('Nobody Whatsoever');
    await reader.sees('answer.nothing');
    const table = reader.main.getByRole('table', { name: reader.word('answer.lists_asked') });
    await table.getByText('A made-up list').first().waitFor();
    await reader.inspect('an answer without hits');
  });

  step(stage, 'reads a pasted machine-readable zone', async () => {
    const { reader, page } = stage;
    await reader.box.fill(SPECIMEN_MRZ);
    await page.getByText(reader.word('recognised_kind.mrz')).waitFor();
    await page.getByText('ERIKSSON', { exact: true }).waitFor();
    await page.getByText('L898902C3', { exact: true }).waitFor();
    await reader.inspect('a machine-readable zone');
    const answer = await reader.ask(SPECIMEN_MRZ);
    assert.equal(answer.recognised.kind, 'mrz');
  });

  step(stage, 'recognises a VIN and finds the vehicle', async () => {
    const { reader, page } = stage;
    await reader.box.fill(VIN);
    await page.getByText(reader.word('recognised_kind.vin')).waitFor();
    const answer = await reader.ask(VIN);
    assert.equal(answer.results[0].id, 'mk-3');
  });

  step(stage, 'asks for a person with the fields that were filled', async () => {
    const { reader } = stage;
    await reader.button('check.clear').click();
    await reader.button('check.refine').click();
    await reader.field('check.birth_date').fill('13/1979');
    await reader.sees('check.birth_date_wrong');
    await reader.field('check.birth_date').fill('03/1979');
    const country = new Intl.DisplayNames([reader.language], { type: 'region' }).of('MA');
    await reader.field('check.nationality').fill(country);
    await reader.page.getByRole('option', { name: country, exact: true }).click();
    await reader.inspect('a refined question');
    const answer = await reader.ask('Amina Madeupi');
    assert.deepEqual(answer.query.properties.birthDate, ['1979-03']);
    assert.deepEqual(answer.query.properties.nationality, ['ma']);
    assert.equal(answer.results[0].id, 'mk-1');
    await reader.button('check.clear').click();
  });

  step(stage, 'prints the answer without the frame', async () => {
    const { reader, page } = stage;
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('navigation').waitFor({ state: 'hidden' });
    await reader.box.waitFor({ state: 'hidden' });
    await card(reader, 'Amina MADEUPI').waitFor();
    await page.emulateMedia({ media: 'screen' });
  });

  step(stage, 'shows who asked what, and asks again', async () => {
    const { reader, page } = stage;
    await reader.open('/history');
    const rows = reader.main.getByRole('row');
    await reader.field('history.filter').or(reader.main.getByRole('searchbox')).fill('inventaoui');
    await reader.sees('history.none_found');
    await reader.main.getByRole('searchbox').fill('whatsoever');
    await rows.nth(1).getByText('Nobody Whatsoever').waitFor();
    await reader.inspect('history');
    const before = page.url();
    await reader.button('history.repeat', rows.nth(1)).click();
    await page.waitForURL('**/check/chk_*');
    assert.notEqual(page.url(), before);
    await reader.sees('answer.nothing');
  });

  step(stage, 'gives a new page no more than a new reader would get', async () => {
    const { reader, browser, program } = stage;
    const stranger = await openPage(browser, program.origin, { language: reader.language });
    await stranger.page.goto(reader.page.url());
    await stranger.page.getByRole('button', { name: reader.word('session.sign_in') }).waitFor();
    assert.equal(await stranger.page.getByText('Nobody Whatsoever').count(), 0);
    assert.deepEqual(stranger.complaints, []);
    await stranger.context.close();
  });
}
