// A bureau's table of last year comes in.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { step } from '../support/steps.mjs';

const PERSON = 'نورة الوهمي';
const TITLES = 'Dossier;Arrivée;Clôture;Etat;Objet;Pays;Nom';
const CLOSED = `77/2025;07/03/2025;09/04/2025;Clos;Identity of a made-up person;Espagne;${PERSON}`;
const OPEN = '78/2025;08/03/2025;;En cours;Whereabouts of nobody;FR;';
const MAPPING = `
[file]
delimiter = ";"
[record]
number = "Dossier"
opened = "Arrivée"
closed = "Clôture"
state = "Etat"
date_order = "dmy"
[states]
"Clos" = "closed"
"En cours" = "in_progress"
[columns]
"Objet" = "summary"
"Pays" = "partner"
"Nom" = { field = "persons", member = "name" }
[constants]
direction = "incoming"
channel = "interpol"
subject_matter = "information"
priority = "routine"
`;

function choose(reader, place, name, text) {
  const file = { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
  return reader.main.locator('input[type=file]').nth(place).setInputFiles(file);
}

async function look(reader, name, lines) {
  await choose(reader, 0, name, [...lines, ''].join('\r\n'));
  await reader.main.getByText(name).first().waitFor();
  await reader.button('old_records.look', reader.main).click();
}

export function oldRecords(stage) {
  step(stage, 'drafts a mapping for the table of an older system', async () => {
    const { reader, page } = stage;
    await reader.open('/registers/requests');
    await reader.main.getByRole('link', { name: reader.word('old_records.title'), exact: true }).click();
    await page.waitForURL('**/registers/requests/old-records');
    await reader.inspect('old records, no table chosen');
    assert.equal(await reader.button('old_records.look', reader.main).isDisabled(), true);
    await choose(reader, 0, 'dossiers.csv', `${TITLES}\r\n${CLOSED}\r\n`);
    await reader.sees('old_records.draft_text');
    await reader.inspect('old records, a table without a mapping');
    const download = page.waitForEvent('download');
    await reader.button('old_records.draft', reader.main).click();
    const draft = await readFile(await (await download).path(), 'utf8');
    assert.match(draft, /^delimiter = ";"$/m);
    for (const title of TITLES.split(';')) assert.ok(draft.includes(`# "${title}" = ""`), draft);
  });

  step(stage, 'says of each wrong line of a table what is wrong, and takes over none', async () => {
    const { reader } = stage;
    await choose(reader, 1, 'mapping.toml', MAPPING);
    await reader.main.getByText('mapping.toml').waitFor();
    await look(reader, 'titles.csv', [TITLES.replace('Etat', 'Statut'), CLOSED]);
    const refusal = reader.main.getByRole('alert').filter({ hasText: 'Etat' });
    await refusal.waitFor();
    await look(reader, 'wrong.csv', [TITLES, CLOSED, OPEN.replace('08/03/2025', '29/02/2025'), CLOSED]);
    await reader.sees('old_records.wrong', { count: 2 });
    await refusal.waitFor({ state: 'detached' });
    const rows = reader.main.getByRole('table', { name: reader.word('old_records.problems') }).getByRole('row');
    assert.equal(await rows.count(), 3);
    const told = await rows.allInnerTexts();
    assert.ok(told[1].includes('3') && told[1].includes('Arrivée') && told[1].includes('29/02/2025'), told[1]);
    assert.ok(told[2].includes('4') && told[2].includes('Dossier') && told[2].includes('77/2025'), told[2]);
    assert.equal(await reader.button('old_records.look', reader.main).isEnabled(), true);
    await reader.inspect('old records, wrong lines');
  });

  step(stage, 'takes a table over, once it was shown what it would become', async () => {
    const { reader, page, register } = stage;
    await look(reader, 'right.csv', [TITLES, CLOSED, OPEN]);
    await reader.sees('old_records.ready', { count: 2 });
    const example = reader.main.getByRole('region', { name: '77/2025', exact: true });
    await example.getByText(PERSON).waitFor();
    await example.getByText(register.state('closed'), { exact: true }).waitFor();
    await reader.inspect('old records, ready to be taken over');
    const take = reader.word('old_records.take', { count: 2 });
    await reader.main.getByRole('button', { name: take, exact: true }).click();
    await reader.sees('old_records.taken', { count: 2 });
    await reader.inspect('old records, taken over');
    await look(reader, 'again.csv', [TITLES, CLOSED, OPEN]);
    await reader.sees('old_records.nothing_new');
    await reader.main.getByRole('link', { name: register.title, exact: true }).click();
    await page.waitForURL('**/registers/requests');
    await reader.main.getByRole('table').getByText('77/2025').waitFor();
    await reader.main.getByRole('table').getByText('78/2025').waitFor();
  });
}
