// Fails if what a browser needs before it can show the first page is larger than the budget.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 400;
const dist = new URL('../dist/', import.meta.url);
const html = readFileSync(new URL('index.html', dist), 'utf8');
const initial = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name);
const kilobytes = (name) => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length / 1000;
const total = initial.reduce((sum, name) => sum + kilobytes(name), 0);
const all = readdirSync(new URL('assets/', dist)).filter((name) => /\.(js|css)$/.test(name));
console.log(`Initial script: ${total.toFixed(1)} kB gzip in ${initial.length} files (budget ${BUDGET_KB} kB)`);
console.log(
  `All scripts and styles: ${all.reduce((sum, name) => sum + kilobytes(`assets/${name}`), 0).toFixed(1)} kB gzip`,
);
process.exit(total > 0 && total <= BUDGET_KB ? 0 : 1);
