// The front line: one question, a plain answer, and how the hit stands while one waits.
import assert from 'node:assert/strict';

import { step } from '../support/steps.mjs';

const PAPER = 'TK5557001';

// Does something to records as a program would.
function caller({ context, program }) {
  return async (path, data, version) => {
    const { csrf } = await (await context.request.get(`${program.origin}/api/v1/session`)).json();
    const headers = { 'X-Maktab-CSRF': csrf, ...(version ? { 'If-Match': `"${version}"` } : {}) };
    const answer = await context.request.post(`${program.origin}/api/v1/${path}`, { headers, data });
    assert.ok(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  };
}

export function frontLine(stage) {
  step(stage, 'asks at the border and is told in words that nothing is searched', async () => {
    const { reader } = stage;
    await reader.open('/front-line');
    await reader.button('front_line.ask').click();
    await reader.sees('check.nothing_asked');
    await reader.field('front_line.box').fill('TK5557999');
    await reader.field('front_line.box').press('Enter');
    await reader.sees('front_line_answer.nothing');
    await reader.inspect('the front line, nothing');
  });

  step(stage, 'is told to wait, and sees when the source has confirmed', async () => {
    const { reader, page } = stage;
    const act = caller(stage);
    const notice = await act('registers/notices/records', {
      values: {
        direction: 'incoming',
        kind: 'notice',
        type: 'red',
        partner: 'ES',
        reference: 'A-701/1-2026',
        summary: 'Zorvan Tadrak',
        persons: [{ name: 'Zorvan Tadrak', birth_date: '1971-03-04', document: PAPER }],
      },
    });
    await act(`records/${notice.id}/actions/take_in`, { values: {} }, 1);
    await reader.open('/front-line');
    await reader.field('front_line.place').fill('Gate 4');
    await reader.field('front_line.box').fill(PAPER);
    await reader.field('front_line.box').press('Enter');
    await page.waitForURL('**/front-line/*');
    await reader.sees('front_line_answer.wait');
    await reader.main.getByText('Zorvan Tadrak').waitFor();
    await reader.inspect('the front line, wait');
    const hit = page.url().split('/').pop();
    await act(`records/${hit}/actions/same`, { reason: 'made up' }, 1);
    await act(`records/${hit}/actions/ask`, { values: { source_reference: 'Q-1' } }, 2);
    await reader.sees('front_line.due');
    await act(`records/${hit}/actions/confirm`, { values: { source_answer: 'It is valid.' } }, 3);
    await reader.sees('front_line_answer.hit');
    await reader.inspect('the front line, confirmed');
    // The address opens it again, as it stands.
    await page.reload();
    await reader.sees('front_line_answer.hit');
  });
}
