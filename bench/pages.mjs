// How long each page takes until it can be used, with nothing in the browser's cache: a table, and with --shots a picture of each.
//
//   node bench/pages.mjs DATA [--languages en,ar] [--looks N] [--shots FOLDER]
//
// DATA: a folder on SQLite that `maktab demo` has filled; a user is added to it. Usable: the page's heading stands, what it asked the
// server for has come, and its fonts are loaded. The line to the server is an office's: 20 ms and 10 Mbit/s.
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { launch, openPage, settled } from '../tests/web/support/browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = process.env.MAKTAB_BIN ?? `${root}build/maktab`;
const LINE = { offline: false, latency: 20, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 };
const USER = { name: `bench${process.pid}`, password: 'made-up password' };

function options() {
  const [data, ...rest] = process.argv.slice(2);
  const given = Object.fromEntries(rest.map((word, i) => [word, rest[i + 1]]).filter(([word]) => word.startsWith('--')));
  if (!data) throw new Error('Say the folder of data: node bench/pages.mjs DATA');
  return {
    data,
    languages: (given['--languages'] ?? 'en,ar').split(','),
    looks: Number(given['--looks'] ?? 5),
    shots: given['--shots'],
  };
}

function serve(data) {
  const child = spawn(program, ['serve', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The program ended with ${code}.`)));
    child.stdout.on('data', (chunk) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk));
      if (found) resolve({ child, origin: found[0] });
    });
  });
}

// Where an officer goes; what a path names is the newest of its kind.
async function pagesOf(page) {
  const read = (path) => page.evaluate(async (where) => (await fetch(`/api/v1/${where}`)).json(), path);
  const { registers } = await read('registers');
  const plain = ['my-day', 'deadlines', 'front-line', 'check', 'bulk', 'lists', 'history', 'notifications', 'subjects', 'break-glass', 'owed'];
  const pages = plain.map((path) => ({ path, name: path }));
  const add = (path, name = path.replaceAll('/', '_')) => pages.push({ path, name });
  for (const { id } of registers) {
    add(`registers/${id}`);
    add(`registers/${id}/new`);
    const { items } = await read(`records?register=${id}&limit=1`);
    if (items[0]) add(`records/${items[0].id}`, `registers_${id}_record`);
  }
  // A family of definitions/demo.toml.
  const { items: files } = await read('subjects?q=Benaina&limit=1');
  if (files?.[0]) add(`subjects/${files[0].file.id}`, 'subject');
  if (files?.[0]) add(`subjects/${files[0].file.id}/position`, 'position');
  for (const path of ['registers/requests/intake', 'registers/requests/old-records', 'admin']) add(path);
  return pages;
}

async function signIn(browser, origin) {
  const { page, context } = await openPage(browser, origin);
  await page.goto(origin);
  await page.evaluate(
    ({ name, password }) =>
      fetch('/api/v1/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name, password }),
      }),
    USER,
  );
  const state = await context.storageState();
  const pages = await pagesOf(page);
  await context.close();
  return { state, pages };
}

async function look(browser, origin, { path, language, state, shot }) {
  const { page, context, complaints } = await openPage(browser, origin, { language, storageState: state });
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', LINE);
  const begun = performance.now();
  await page.goto(`${origin}/${path}`, { waitUntil: 'commit' });
  await settled(page);
  const taken = performance.now() - begun;
  if (shot) await page.screenshot({ path: shot, fullPage: true });
  await context.close();
  return { taken, complaints };
}

const asked = options();
const added = spawnSync(program, ['user', '--data', asked.data, 'add', USER.name, '--role', 'administrator'], {
  input: `${USER.password}\n`,
});
if (added.status !== 0) throw new Error(String(added.stderr));
const { child, origin } = await serve(asked.data);
const browser = await launch();
const figures = [];
try {
  const { state, pages } = await signIn(browser, origin);
  if (asked.shots) await mkdir(asked.shots, { recursive: true });
  for (const language of asked.languages) {
    for (const { path, name } of pages) {
      const times = [];
      for (let i = 0; i < asked.looks; ++i) {
        const shot = asked.shots && i === 0 ? `${asked.shots}/${name}.${language}.png` : undefined;
        const { taken, complaints } = await look(browser, origin, { path, language, state, shot });
        times.push(taken);
        for (const complaint of complaints) console.log(`  ${path} (${language}): ${complaint}`);
      }
      times.sort((a, b) => a - b);
      const figure = { page: name, language, median: Math.round(times[times.length >> 1]), worst: Math.round(times.at(-1)) };
      figures.push(figure);
      console.log(`${name.padEnd(40)} ${language} ${String(figure.median).padStart(6)} ms ${String(figure.worst).padStart(6)} ms`);
    }
  }
} finally {
  await browser.close();
  child.kill('SIGTERM');
}
await writeFile(`${root}build/bench_pages.json`, JSON.stringify(figures, null, 1));
const slowest = figures.reduce((a, b) => (a.worst > b.worst ? a : b));
console.log(`slowest: ${slowest.page} (${slowest.language}), ${slowest.worst} ms; aim 1,500 ms`);
