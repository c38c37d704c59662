// Starts the real program on a data folder of its own and stops it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startFront } from './front.mjs';

const START_MS = 60_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// Resolves when the one-time link has been printed, which the program does when it serves.
function waitForLink(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const late = setTimeout(() => reject(new Error(`No set-up link within ${START_MS} ms:\n${output}`)), START_MS);
    const read = (chunk) => {
      output += chunk;
      const found = /https?:\/\/\S+\/setup#token=[\w-]+/.exec(output);
      if (!found) return;
      clearTimeout(late);
      resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`The program ended with ${code}:\n${output}`));
    });
  });
}

export async function startProgram() {
  const folder = await mkdtemp(join(tmpdir(), 'maktab-web-'));
  const port = await freePort();
  const args = ['serve', '--data', join(folder, 'data'), '--port', String(port)];
  const child = spawn(process.env.MAKTAB_BIN, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let front;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    front?.stop();
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const link = await waitForLink(child);
    if (!process.env.MAKTAB_PAGES) return { link, origin: `http://127.0.0.1:${port}`, stop };
    front = await startFront(process.env.MAKTAB_PAGES, port);
    return { link: link.replace(new URL(link).origin, front.origin), origin: front.origin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
