import { chromium } from 'playwright-core';
import { mkdir } from 'node:fs/promises';
const out = process.argv[2] ?? '/tmp/web_shots'; await mkdir(out, { recursive: true });
const base = 'http://127.0.0.1:9100';
const only = process.argv[3];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
const pages = [
  ['signin', null], ['check', '/check'], ['answer', '/check/chk_101'], ['lists', '/lists'], ['list', '/lists/un'], ['history', '/history'], ['newhits', '/history?show=new'], ['bulk', '/bulk'], ['users', '/admin/users'], ['keys', '/admin/keys'], ['ledger', '/admin/ledger'],
];
for (const [lang, scheme, width] of [['en', 'light', 1280], ['ar', 'dark', 1280], ['ar', 'light', 360], ['en', 'dark', 360]]) {
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 740 : 860 }, colorScheme: scheme, locale: lang, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()); });
  page.on('pageerror', (e) => console.log('pageerror', e.message));
  for (const [name, path] of pages) {
    if (only && !only.split(',').includes(name)) continue;
    if (name === 'signin') { await page.request.get(base + '/api/v1/expire'); await page.goto(base + '/'); await page.locator('form').waitFor(); }
    else { await page.request.post(base + '/api/v1/session', { data: { name: 'a', password: 'b' } }); await page.goto(base + path); await page.locator('h1').waitFor(); await page.waitForLoadState('load'); await page.waitForFunction(() => !document.querySelector('[aria-busy=true]') && document.fonts.status === 'loaded'); }
    await page.screenshot({ path: `${out}/${name}_${lang}_${scheme}_${width}.png`, fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) console.log('overflow', name, lang, width, wide);
  }
  await context.close();
}
await browser.close();
