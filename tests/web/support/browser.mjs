// Chromium of the system, and what every page must hold: no error in the console, nothing fetched from elsewhere, no
// serious finding of axe, nothing wider than the screen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PATIENCE_MS = 60_000;

export function launch() {
  return chromium.launch({
    executablePath: process.env.MAKTAB_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-dev-shm-usage',
    ],
  });
}

// A page in a language; `complaints` gathers what it should not do.
export async function openPage(browser, origin, options = {}) {
  const context = await browser.newContext({
    locale: options.language ?? 'en',
    colorScheme: options.colorScheme ?? 'light',
    viewport: { width: options.width ?? 1280, height: 800 },
    reducedMotion: 'reduce',
    acceptDownloads: true,
    storageState: options.storageState,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The browser itself reports refused requests, which tests provoke.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(origin) && !/^(data|blob):/.test(address)) complaints.push(`elsewhere: ${address}`);
  });
  return { page, context, complaints };
}

export async function assertAccessible(page, where) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return result.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => {
        const of = nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`);
        return `${id}: ${of.join(' | ')}`;
      });
  });
  assert.deepEqual(violations, [], `axe on ${where}`);
}

export async function assertFits(page, where) {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(excess <= 0, `${where} is ${excess} px too wide`);
}

// What was asked of the server has come, and is drawn.
export async function settled(page) {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]') && document.fonts.status === 'loaded');
}
