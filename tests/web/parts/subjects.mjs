import assert from 'node:assert/strict';

import { step } from '../support/steps.mjs';

// The person of the request of records.mjs.
const PERSON = 'أمينة المادوبي';
const LATIN = 'Amina Almadoubi';
const REASON = 'The same made-up passport';

// A request over the API, about a person for whom nobody picked a file.
async function register({ context, program }, person) {
  const { csrf } = await (await context.request.get(`${program.origin}/api/v1/session`)).json();
  const answer = await context.request.post(`${program.origin}/api/v1/registers/requests/records`, {
    headers: { 'X-Maktab-CSRF': csrf },
    data: {
      values: {
        direction: 'incoming',
        channel: 'interpol',
        partner: 'FR',
        subject_matter: 'fraud',
        priority: 'routine',
        received_at: '2026-01-05T03:04:05Z',
        summary: 'Another request about a made-up person',
        persons: [person],
      },
    },
  });
  assert.equal(answer.status(), 201);
  return answer.json();
}

export function subjects(stage) {
  step(stage, 'opens the file of a person from a record, and writes another name on it', async () => {
    const { reader, page } = stage;
    await reader.open(stage.recordPath);
    await reader.main.getByRole('link', { name: PERSON, exact: true }).first().click();
    await page.waitForURL('**/subjects/*');
    stage.subjectPath = new URL(page.url()).pathname;
    await reader.sees('subject.identity');
    await reader.button('subject.write').click();
    await reader.button('subject.add_name').click();
    await reader.main.getByRole('textbox', { name: reader.word('member.name'), exact: true }).fill(LATIN);
    await reader.main.getByLabel(reader.word('common.reason')).fill('Said so herself');
    await reader.inspect('writing on a file');
    await reader.button('subject.write_do').click();
    await reader.main.getByText(LATIN, { exact: true }).first().waitFor();
    await reader.inspect('a file');
  });

  step(stage, 'is shown a duplicate, merges it and takes it out again', async () => {
    const { reader, page } = stage;
    const record = await register(stage, { name: LATIN, birth_date: '1979-03' });
    await reader.open(`/records/${record.id}`);
    await reader.sees('subject.checked');
    await reader.inspect('a record with hits');
    await reader.open('/subjects');
    await reader.sees('subject.may_be_same');
    await reader.inspect('duplicates that wait for a decision');
    await reader.open(stage.subjectPath);
    await reader.sees('subject.duplicates');
    await reader.button('subject.merge').first().click();
    await reader.dialog.getByRole('textbox').fill(REASON);
    await reader.inspect('merging');
    await reader.button('subject.merge_do').click();
    await reader.sees('subject.members');
    await reader.main.getByText(record.number, { exact: true }).first().waitFor();
    await reader.inspect('a file with another one');
    await reader.button('subject.unmerge').click();
    await reader.dialog.getByRole('textbox').fill('Another person after all');
    await reader.button('subject.unmerge_do').click();
    await reader.sees('subject.duplicates');
    await reader.button('subject.not_same').first().click();
    await reader.dialog.getByRole('textbox').fill('Sisters');
    await reader.button('hit.judge').click();
    await reader.main.getByText('Sisters').first().waitFor();
    assert.equal(await reader.button('subject.merge').count(), 0);
    await page.locator('h1').click();
  });

  step(stage, 'picks a file while a request is typed, and is told what may be there already', async () => {
    const { reader, page, register: words } = stage;
    await reader.open('/registers/requests/new');
    await reader.button('row_add.person').click();
    await reader.main.getByRole('textbox', { name: reader.word('member.name'), exact: true }).fill('Amina Madoubi');
    await reader.sees('subject.may_be');
    await reader.inspect('files while a request is typed');
    await reader.button('subject.pick').first().click();
    await reader.sees('subject.picked');
    const pick = async (field, choice) => {
      await reader.main.getByRole('textbox', { name: words.field(field), exact: true }).click();
      await page.getByRole('option', { name: words.choice(field, choice), exact: true }).click();
    };
    await pick('direction', 'outgoing');
    await pick('channel', 'interpol');
    await pick('subject_matter', 'information');
    await pick('priority', 'routine');
    const partner = reader.main.getByRole('textbox', { name: words.field('partner'), exact: true });
    await partner.fill('Espagne');
    await page.getByRole('option').first().click();
    await reader.main.getByRole('textbox', { name: words.field('summary'), exact: true }).fill('Asked again');
    await reader.main.getByRole('button', { name: words.action('register'), exact: true }).click();
    await reader.sees('may_be_there.text');
    await reader.inspect('a request that may be there already');
    await reader.main.getByLabel(reader.word('may_be_there.reason')).fill('Our own question');
    await reader.button('may_be_there.go_on').click();
    await page.waitForURL(/\/records\/[0-9a-f]+$/);
    await page.keyboard.press('Control+k');
    await reader.dialog.getByRole('textbox').fill(LATIN);
    await reader.dialog
      .getByText(/P-0000/)
      .first()
      .click();
    await page.waitForURL('**/subjects/*');
  });
}
