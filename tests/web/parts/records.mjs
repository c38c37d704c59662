import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { openPage } from '../support/browser.mjs';
import { PASSWORD, Reader } from '../support/reader.mjs';
import { step } from '../support/steps.mjs';

const SUPERVISOR = 'Karima the supervisor';
const PERSON = 'أمينة المادوبي';
const SUMMARY = 'Identity of a made-up person';
const REPLY = 'The made-up person is known here.\nBorn in Nowhere.';

// The labels of the register as the server gives them in the reader's language.
async function readRegister({ reader, context, program }) {
  const answer = await context.request.get(`${program.origin}/api/v1/registers`, {
    headers: { 'Accept-Language': reader.language },
  });
  const { registers, units } = await answer.json();
  const register = registers.find(({ id }) => id === 'requests');
  const label = (list, id) => list.find((one) => one.id === id).label;
  return {
    title: register.title,
    field: (id) => label(register.fields, id),
    choice: (field, id) => label(register.fields.find((one) => one.id === field).choices, id),
    choices: (field) => register.fields.find((one) => one.id === field).choices.map((one) => one.label),
    action: (id) => label(register.actions, id),
    state: (id) => label(register.states, id),
    unit: (id) => label(units, id),
  };
}

function fieldOf(reader, label, within = reader.main) {
  return within.getByRole('textbox', { name: label, exact: true });
}

async function choose(reader, label, option, within) {
  await fieldOf(reader, label, within).click();
  await reader.page.getByRole('option', { name: option, exact: true }).click();
}

function opener(reader, label) {
  return reader.main
    .getByRole('region', { name: reader.word('record.actions') })
    .getByRole('button', { name: label, exact: true });
}

// Opens the form of an action; `fill` fills it. Ends when the record shows the state that it leads to.
async function act(reader, register, action, state, fill = async () => undefined) {
  const label = register.action(action);
  await opener(reader, label).click();
  const form = reader.main.getByRole('form', { name: label, exact: true });
  await fill(form);
  await form.getByRole('button', { name: label, exact: true }).click();
  await reader.page
    .getByRole('status')
    .filter({ hasText: reader.word('record.done', { action: label }) })
    .waitFor();
  await showsState(reader, register, state);
}

// The head of the page, before what can be done.
function showsState(reader, register, state) {
  return reader.main.getByText(register.state(state), { exact: true }).first().waitFor();
}

export function records(stage) {
  step(stage, 'says what would be in an empty register, and on an empty day', async () => {
    const { reader } = stage;
    stage.register = await readRegister(stage);
    await reader.open('/my-day');
    await reader.sees('my_day.no_mine');
    await reader.inspect('my day, empty');
    await reader.open('/registers/requests');
    await reader.sees('records.empty');
    await reader.inspect('a register, empty');
  });

  step(stage, 'says at each field what is missing, and keeps what was typed', async () => {
    const { reader, register, page } = stage;
    await reader.main.locator('a[href$="/registers/requests/new"]').first().click();
    await page.waitForURL('**/registers/requests/new');
    await fieldOf(reader, register.field('summary')).fill(SUMMARY);
    await choose(reader, register.field('direction'), register.choice('direction', 'incoming'));
    await reader.main.getByRole('button', { name: register.action('register'), exact: true }).click();
    await reader.sees('records.to_correct', { count: 5 });
    assert.equal(await reader.main.getByText(reader.word('wrong.required'), { exact: true }).count(), 5);
    assert.equal(
      await fieldOf(reader, register.field('channel')).evaluate((box) => box === document.activeElement),
      true,
    );
    // Received is wanted of what came in alone.
    await choose(reader, register.field('direction'), register.choice('direction', 'outgoing'));
    assert.equal(await reader.main.getByText(reader.word('wrong.required'), { exact: true }).count(), 4);
    assert.equal(await fieldOf(reader, register.field('summary')).inputValue(), SUMMARY);
    await reader.inspect('a new record with missing fields');
    await page.reload();
    await reader.sees('records.restored');
    assert.equal(await fieldOf(reader, register.field('summary')).inputValue(), SUMMARY);
  });

  step(stage, 'creates a record', async () => {
    const { reader, register, page } = stage;
    await choose(reader, register.field('direction'), register.choice('direction', 'incoming'));
    await choose(reader, register.field('channel'), register.choice('channel', 'interpol'));
    await choose(reader, register.field('subject_matter'), register.choice('subject_matter', 'information'));
    await choose(reader, register.field('priority'), register.choice('priority', 'urgent'));
    const partner = fieldOf(reader, register.field('partner'));
    await partner.fill('Espagne');
    await page.getByRole('option').first().click();
    const spain = new Intl.DisplayNames([reader.language], {
      type: 'region',
    }).of('ES');
    assert.equal(await partner.inputValue(), spain);
    await reader.main.getByLabel(register.field('received_at')).fill('2026-01-02T03:04');
    await fieldOf(reader, register.field('facts')).fill(
      'Found at a border that does not exist.\nAsked for his identity.',
    );
    await reader.button('row_add.person').click();
    await fieldOf(reader, reader.word('member.name')).fill(PERSON);
    await fieldOf(reader, reader.word('member.birth_date')).fill('03/1979');
    await reader.button('row_add.vehicle').click();
    await fieldOf(reader, reader.word('member.plate')).fill('12345-أ-6');
    await reader.inspect('a new record');
    await reader.main.getByRole('button', { name: register.action('register'), exact: true }).click();
    await page.waitForURL(/\/records\/[0-9a-f]+$/);
    stage.recordPath = new URL(page.url()).pathname;
    await reader.main.getByText(PERSON, { exact: true }).first().waitFor();
    await reader.main.getByText(spain, { exact: true }).first().waitFor();
    await showsState(reader, register, 'registered');
    await reader.sees('records.late');
    await reader.inspect('a record');
  });

  step(stage, 'accepts it by keyboard, and assigns it to oneself', async () => {
    const { reader, register, page } = stage;
    const labels = await reader.main
      .getByRole('region', { name: reader.word('record.actions') })
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((button) => button.textContent.replace(/[▾▴]/g, '').trim()));
    const place = labels.indexOf(register.action('accept')) + 1;
    await page.locator('h1').click();
    await page.keyboard.press(String(place));
    const form = reader.main.getByRole('form', {
      name: register.action('accept'),
      exact: true,
    });
    for (const label of register.choices('intake')) await form.getByLabel(label, { exact: true }).check();
    await reader.inspect('accepting');
    await form.getByRole('button', { name: register.action('accept'), exact: true }).click();
    await showsState(reader, register, 'accepted');
    await act(reader, register, 'assign', 'in_progress', async (assigning) => {
      await choose(reader, register.field('unit'), register.unit('central_bureau'), assigning);
      await fieldOf(reader, register.field('officer'), assigning).click();
      await page.getByRole('option', { name: /Chief/ }).first().click();
      await reader.inspect('assigning');
    });
  });

  step(stage, 'finds it on my day, in the list by its filters, and in the palette', async () => {
    const { reader, register, page } = stage;
    await reader.open('/');
    await page.waitForURL('**/my-day');
    const mine = reader.main.getByRole('region', {
      name: reader.word('my_day.mine'),
    });
    await mine.getByText(SUMMARY).waitFor();
    await reader.main
      .getByRole('region', { name: reader.word('my_day.late') })
      .getByText(SUMMARY)
      .waitFor();
    await reader.inspect('my day');
    await mine.getByRole('link', { name: reader.word('common.show_all') }).click();
    await page.waitForURL('**/registers/requests?officer=me');
    await reader.main.getByRole('table').getByText(SUMMARY).waitFor();
    await reader.inspect('a register');
    await choose(reader, reader.word('records.state'), new RegExp(`^${register.state('answered')}`));
    await reader.sees('records.none_found');
    await page.waitForURL(/state=answered/);
    await reader.button('records.clear').click();
    // The name stands in the record in Arabic script.
    await reader.main.getByRole('searchbox').fill('Amina');
    await page.waitForURL(/q=Amina/);
    await reader.main.getByRole('table').getByText(SUMMARY).waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${stage.recordPath}`);
    await reader.open('/check');
    await page.keyboard.press('Control+k');
    await reader.dialog.getByRole('textbox').fill(PERSON);
    await reader.dialog.getByText(SUMMARY).click();
    await page.waitForURL(`**${stage.recordPath}`);
  });

  step(stage, 'saves the list as a table', async () => {
    const { reader, page } = stage;
    await reader.open('/registers/requests');
    const download = page.waitForEvent('download');
    await reader.button('bulk.save_csv').click();
    const text = await readFile(await (await download).path(), 'utf8');
    assert.match(text, /^\ufeff/);
    assert.equal(text.trim().split('\r\n').length, 2);
    assert.ok(text.includes(SUMMARY) && text.includes(PERSON));
    const sheet = page.waitForEvent('download');
    await reader.button('records.save_xlsx').click();
    const saved = await sheet;
    assert.match(saved.suggestedFilename(), /\.xlsx$/);
    assert.equal((await readFile(await saved.path())).subarray(0, 2).toString(), 'PK');
  });

  step(stage, 'keeps a list under a name, by keyboard, and comes back to it', async () => {
    const { reader, register, page } = stage;
    await reader.open('/registers/requests?filter=partner%3AES&columns=summary,priority');
    await reader.main.getByRole('columnheader', { name: register.field('priority'), exact: true }).waitFor();
    await reader.button('views.save').press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(reader.word('views.name')).fill('Spain');
    await reader.inspect('keeping a list');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await reader.open('/registers/requests');
    await choose(reader, reader.word('views.title'), 'Spain');
    await page.waitForURL(/filter=partner%3AES.*columns=summary%2Cpriority/);
    // The address changes before the page does.
    await reader.main.getByRole('columnheader', { name: register.field('priority'), exact: true }).waitFor();
    await reader.inspect('a list under a name');
    await reader.button('views.change').click();
    await dialog.getByLabel(reader.word('views.name')).fill('Spain alone');
    await dialog.getByRole('button', { name: reader.word('views.keep'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await fieldOf(reader, reader.word('views.title')).inputValue(), 'Spain alone');
    await reader.button('views.change').click();
    await dialog.getByRole('button', { name: reader.word('views.remove'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await fieldOf(reader, reader.word('views.title')).count(), 0);
  });

  step(stage, 'keeps a half-written reply, then drafts it', async () => {
    const { reader, register, page } = stage;
    await reader.open(stage.recordPath);
    await opener(reader, register.action('draft_reply')).click();
    await fieldOf(reader, register.field('reply_text')).fill(REPLY);
    await reader.button('common.cancel').click();
    await page.locator('h1').click();
    await act(reader, register, 'draft_reply', 'reply_drafted', async (form) => {
      await reader.sees('records.restored');
      assert.equal(await fieldOf(reader, register.field('reply_text'), form).inputValue(), REPLY);
      await choose(reader, register.field('reply_language'), register.choice('reply_language', 'en'), form);
      await reader.inspect('drafting');
    });
    // Who drafted may not approve.
    const approve = reader.main.getByRole('button', {
      name: new RegExp(`^${register.action('approve')}`),
    });
    assert.equal(await approve.isDisabled(), true);
  });

  step(stage, 'asks for a reason, and sees another approve at once', async () => {
    const { reader, register, page, browser, program, context } = stage;
    const { csrf } = await (await context.request.get(`${program.origin}/api/v1/session`)).json();
    const added = await context.request.post(`${program.origin}/api/v1/users`, {
      headers: { 'X-Maktab-CSRF': csrf },
      data: { name: SUPERVISOR, role: 'supervisor', password: PASSWORD },
    });
    assert.equal(added.status(), 201);
    const other = await openPage(browser, program.origin, {
      language: reader.language,
    });
    const supervisor = new Reader(other.page, reader.language, reader.origin);
    // It waits on the day of whoever may approve it.
    await supervisor.open('/my-day');
    await supervisor.signIn(SUPERVISOR);
    const waiting = supervisor.main.getByRole('region', { name: supervisor.word('my_day.prepared') });
    await waiting.locator(`a[href="${stage.recordPath}"]`).click();
    await showsState(supervisor, register, 'reply_drafted');
    await opener(supervisor, register.action('send_back')).click();
    const form = supervisor.main.getByRole('form', {
      name: register.action('send_back'),
      exact: true,
    });
    await form
      .getByRole('button', {
        name: register.action('send_back'),
        exact: true,
      })
      .click();
    await supervisor.sees('wrong.required');
    await supervisor.inspect('an action without its reason');
    await supervisor.button('common.cancel', form).click();
    await act(supervisor, register, 'approve', 'reply_approved');
    assert.deepEqual(other.complaints, []);
    await other.context.close();
    await reader.sees('record.others', {
      who: SUPERVISOR,
      action: register.action('approve'),
    });
    await showsState(reader, register, 'reply_approved');
    await reader.inspect('a record that another has acted on');
    await page.locator('h1').click();
  });

  step(stage, 'sends it, and shows who did what', async () => {
    const { reader, register, page } = stage;
    await act(reader, register, 'send', 'answered');
    const timeline = reader.main.getByRole('region', {
      name: reader.word('record.timeline'),
    });
    for (const action of ['register', 'accept', 'assign', 'draft_reply', 'approve', 'send']) {
      await timeline.getByText(register.action(action), { exact: true }).first().waitFor();
    }
    await timeline.getByText(SUPERVISOR).waitFor();
    await reader.main.getByText(reader.word('deadline.met_late'), { exact: true }).first().waitFor();
    await reader.inspect('a record answered');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await opener(reader, register.action('close')).isVisible(), false);
    assert.equal(await timeline.isVisible(), true);
    await page.emulateMedia({ media: 'screen' });
  });
}
