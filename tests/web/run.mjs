// Tests the pages in a browser against the real program: MAKTAB_BIN=build/maktab node tests/web/run.mjs
// Installs the two packages that it needs if they are not there. Nothing is left running.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const binary = process.env.MAKTAB_BIN ?? fileURLToPath(new URL('../../build/maktab', import.meta.url));

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: here,
    stdio: 'inherit',
    env: { ...process.env, MAKTAB_BIN: binary },
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(binary)) {
  console.error(`There is no program at ${binary}; build it, or set MAKTAB_BIN.`);
  process.exit(2);
}
if (!existsSync(`${here}node_modules/playwright-core`)) run('npm', ['ci', '--no-audit', '--no-fund']);
// One sign for each step that passed; what failed says so itself (support/steps.mjs).
run(process.execPath, ['--test-reporter=dot', `${here}pages.test.mjs`]);
