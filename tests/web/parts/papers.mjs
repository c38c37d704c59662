import assert from 'node:assert/strict';

import { step } from '../support/steps.mjs';

const SUBJECT = 'Identity of Zorvan Tadrak';

function message(id) {
  const text = [
    'From: Bureau <rabat@ncb-madeup.es>',
    `Message-ID: <${id}@ncb-madeup.es>`,
    `Subject: ${SUBJECT}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Our reference: ES-77/2026',
    'Please tell us who this is.',
    'Name: Zorvan Tadrak',
    '',
  ];
  return { name: `${id}.eml`, mimeType: 'message/rfc822', buffer: Buffer.from(text.join('\r\n')) };
}

function chosen(reader, file) {
  return reader.main.locator('input[type=file]').setInputFiles(file);
}

function register(reader, count) {
  return reader.main.getByRole('button', { name: reader.word('intake.register', { count }), exact: true });
}

export function papers(stage) {
  step(stage, 'registers a message, once it was shown what it would become', async () => {
    const { reader, page } = stage;
    await reader.open('/registers/requests');
    await reader.main.getByRole('link', { name: reader.word('intake.title') }).click();
    await page.waitForURL('**/registers/requests/intake');
    await reader.inspect('messages, none chosen');
    await chosen(reader, message('one'));
    const panel = reader.main.getByRole('region', { name: SUBJECT });
    await panel.getByText('ES-77/2026', { exact: true }).waitFor();
    await panel.getByText('message.eml').waitFor();
    await reader.inspect('a message that would be registered');
    await register(reader, 1).click();
    await reader.sees('intake.made');
    await reader.inspect('a message that was registered');
  });

  step(stage, 'says why a message that looks like a request is another', async () => {
    const { reader } = stage;
    await chosen(reader, message('two'));
    await reader.main.getByLabel(reader.word('may_be_there.reason')).fill('A second question');
    await reader.inspect('a message that may be there already');
    await reader.button('intake.is_another').click();
    await register(reader, 1).click();
    await reader.sees('intake.made');
    await chosen(reader, message('two'));
    const panel = reader.main.getByRole('region', { name: SUBJECT });
    await panel
      .getByText(/REQ-interpol/)
      .first()
      .waitFor();
    assert.equal(await register(reader, 0).isDisabled(), true);
  });

  step(stage, 'attaches a file to a record, is refused a program, and opens what is there', async () => {
    const { reader, page, register: words } = stage;
    await reader.open('/registers/requests');
    await reader.main.getByRole('table').getByText(SUBJECT).first().click();
    await page.waitForURL(/\/records\/[0-9a-f]+$/);
    const label = words.action('attach');
    const actions = reader.main.getByRole('region', { name: reader.word('record.actions') });
    await actions.getByRole('button', { name: label, exact: true }).click();
    const form = reader.main.getByRole('form', { name: label, exact: true });
    await chosen(reader, { name: 'tool.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ made up') });
    await form.getByRole('alert').first().waitFor();
    await chosen(reader, { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\nmade up\n') });
    await form.getByText('scan.pdf').first().waitFor();
    await reader.inspect('attaching a file');
    await form.getByRole('button', { name: label, exact: true }).click();
    await form.waitFor({ state: 'detached' });
    const download = page.waitForEvent('download');
    await reader.main
      .getByRole('link', { name: /scan\.pdf/ })
      .first()
      .click();
    assert.equal((await download).suggestedFilename(), 'scan.pdf');
    await reader.inspect('a record with files');
  });

  step(stage, 'reads the letter that was sent', async () => {
    const { reader, context } = stage;
    await reader.open(stage.recordPath);
    const panel = reader.main.getByRole('region', { name: reader.word('letter.title'), exact: true });
    const address = await panel.getByRole('link').first().getAttribute('href');
    const answer = await context.request.get(new URL(address, reader.origin).href);
    assert.equal(answer.status(), 200);
    assert.equal(answer.headers()['x-maktab-draft'], '0');
    assert.match((await answer.body()).toString('latin1'), /^%PDF-1\.5/);
  });
}
