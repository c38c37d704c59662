// What people do with the pages, from the first set-up to the end of a list, in Arabic and in English, on the real
// program.
import { after, before, describe } from 'node:test';

import { administration } from './parts/administration.mjs';
import { asking } from './parts/asking.mjs';
import { bulk } from './parts/bulk.mjs';
import { changes } from './parts/changes.mjs';
import { lists } from './parts/lists.mjs';
import { looks } from './parts/looks.mjs';
import { oldRecords } from './parts/old_records.mjs';
import { papers } from './parts/papers.mjs';
import { positions } from './parts/positions.mjs';
import { records } from './parts/records.mjs';
import { sessions } from './parts/sessions.mjs';
import { setup } from './parts/setup.mjs';
import { subjects } from './parts/subjects.mjs';
import { told } from './parts/told.mjs';
import { launch, openPage } from './support/browser.mjs';
import { startProgram } from './support/program.mjs';
import { Reader } from './support/reader.mjs';

for (const language of ['en', 'ar']) {
  describe(`the pages in ${language}`, () => {
    // Filled before the first test; the parts read it when they run.
    const stage = {};

    before(async () => {
      stage.program = await startProgram();
      stage.browser = await launch();
      Object.assign(stage, await openPage(stage.browser, stage.program.origin, { language }));
      stage.reader = new Reader(stage.page, language, stage.program.origin);
    });

    after(async () => {
      await stage.browser?.close();
      await stage.program?.stop();
    });

    // Each part goes on where the one before it ended.
    setup(stage);
    lists(stage);
    asking(stage);
    changes(stage);
    bulk(stage);
    administration(stage);
    records(stage);
    told(stage);
    subjects(stage);
    papers(stage);
    oldRecords(stage);
    positions(stage);
    looks(stage);
    sessions(stage);
  });
}
