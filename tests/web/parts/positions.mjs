// A search that goes out and ends: who still owes a receipt, the legal position of the man, and the proof that he is
// searched nowhere any more.
import assert from 'node:assert/strict';

import { PASSWORD } from '../support/reader.mjs';
import { step } from '../support/steps.mjs';

const NAME = 'Zorvan Tadrak';
const BASIS = ['article_2', 'article_3', 'dual_criminality', 'national_law'];

// Of whoever is signed in on this context.
async function post({ program }, context, path, data, version) {
  const { csrf } = await (await context.request.get(`${program.origin}/api/v1/session`)).json();
  const headers = { 'X-Maktab-CSRF': csrf, ...(version ? { 'If-Match': `"${version}"` } : {}) };
  const answer = await context.request.post(`${program.origin}/api/v1/${path}`, { headers, data });
  assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
  return answer.json();
}

// Four eyes: another one approves and orders.
async function another(stage) {
  const { browser, program, context } = stage;
  const name = 'Nadia of the made-up watch';
  await post(stage, context, 'users', { name, role: 'supervisor', password: PASSWORD });
  const other = await browser.newContext();
  const signed = await other.request.post(`${program.origin}/api/v1/session`, { data: { name, password: PASSWORD } });
  assert.equal(signed.status(), 200);
  return other;
}

async function search(stage, other) {
  const { context } = stage;
  const person = { name: NAME, birth_date: '1971-03-04', document: 'TK8880001' };
  const notice = await post(stage, context, 'registers/notices/records', {
    values: {
      direction: 'incoming',
      kind: 'notice',
      type: 'red',
      partner: 'ES',
      reference: 'A-300/1-2026',
      summary: NAME,
      persons: [person],
    },
  });
  await post(stage, context, `records/${notice.id}/actions/take_in`, { values: {} }, 1);
  const subject = notice.values.persons[0].subject;
  const bulletin = await post(stage, context, 'registers/bulletins/records', {
    values: {
      channel: 'arab',
      purpose: 'arrest',
      summary: NAME,
      sources: [notice.number],
      units: ['pursuits'],
      persons: [{ ...person, subject }],
    },
  });
  const approval = { values: { legal_check: BASIS } };
  await post(stage, other, `records/${bulletin.id}/actions/approve`, approval, 1);
  return { notice, bulletin, subject };
}

export function positions(stage) {
  step(stage, 'says that nobody owes a receipt, as long as nothing was sent out', async () => {
    const { reader } = stage;
    await reader.open('/deadlines');
    await reader.main.getByRole('link', { name: reader.word('owed.title'), exact: true }).click();
    await stage.page.waitForURL('**/owed');
    await reader.sees('owed.none');
    await reader.inspect('nobody owes a receipt');
  });

  step(stage, 'shows the legal position of a person, what may not be done first', async () => {
    const { reader, page } = stage;
    stage.other = await another(stage);
    stage.search = await search(stage, stage.other);
    await reader.open(`/subjects/${stage.search.subject}`);
    await reader.main.getByRole('link', { name: reader.word('position.title'), exact: true }).click();
    await page.waitForURL('**/position');
    const not = reader.main.getByRole('region', { name: reader.word('position.may_not'), exact: true });
    await not.getByRole('link', { name: stage.search.bulletin.number }).waitFor();
    const may = reader.main.getByRole('region', { name: reader.word('position.may'), exact: true });
    await may.getByText(reader.word('position.from_memory')).first().waitFor();
    await reader.main
      .getByText(reader.language === 'ar' ? 'الإنتربول' : 'INTERPOL', { exact: true })
      .first()
      .waitFor({ state: 'attached' });
    await reader.inspect('a legal position');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('navigation').first().isVisible(), false);
    assert.equal(await not.isVisible(), true);
    await page.emulateMedia({ media: null });
  });

  step(stage, 'shows who still owes, and opens to the receipt and its bulletin', async () => {
    const { reader, page } = stage;
    await reader.open('/owed');
    const holders = reader.main.getByRole('table', { name: reader.word('owed.holders'), exact: true });
    await holders.getByRole('link').first().waitFor();
    await reader.inspect('who still owes');
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const receipts = reader.main.getByRole('table', { name: reader.word('owed.receipts'), exact: true });
    await receipts.getByText(stage.search.bulletin.number).waitFor();
    await reader.inspect('the receipts that one owes');
    const download = page.waitForEvent('download');
    await reader.button('bulk.save_csv').click();
    assert.match((await download).suggestedFilename(), /^owed-.*\.csv$/);
    await receipts.getByRole('link').first().click();
    await page.waitForURL(`**/records/${stage.search.bulletin.id}`);
  });

  step(stage, 'ends the search, and prints the proof of purge where it is complete', async () => {
    const { reader, page, context, program } = stage;
    const { notice } = stage.search;
    const values = { alert: notice.number, channel: 'interpol', cause: 'source' };
    const memo = await post(stage, context, 'registers/ends/records', { values });
    await post(stage, stage.other, `records/${memo.id}/actions/order`, { values: {} }, 1);
    const owed = await (await context.request.get(`${program.origin}/api/v1/deadlines?owed=1`)).json();
    const end = owed.items[0].record;
    await reader.open(`/records/${end}`);
    const panel = reader.main.getByRole('region', { name: reader.word('letter.title'), exact: true });
    await panel.getByRole('button').first().waitFor();
    assert.equal(await reader.main.locator('a[href*="letter.pdf"]').count(), 0, 'a draft is looked at first');
    await post(stage, context, `records/${end}/actions/receive`, { values: { receipts_from: ['pursuits'] } }, 2);
    await reader.open(`/records/${end}`);
    await panel.getByRole('link').first().waitFor();
    const links = reader.main.locator('a[href*="letter.pdf"]');
    assert.equal(await links.count(), 2);
    const letter = await context.request.get(new URL(await links.first().getAttribute('href'), reader.origin).href);
    assert.equal(letter.headers()['x-maktab-draft'], '0');
    await reader.inspect('an end that is complete');
    await reader.open(`/subjects/${stage.search.subject}/position`);
    await reader.sees('position.no_may');
    await stage.other.close();
    await page.locator('h1').click();
  });
}
