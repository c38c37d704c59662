// Fails on style that does not mirror.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { physicalIn } from './css.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : /\.(css|tsx)$/.test(entry.name) ? [path] : [];
  });
}

const wrong = files(join(root, 'src')).flatMap((path) => physicalIn(relative(root, path), readFileSync(path, 'utf8')));
for (const line of wrong) console.error(line);
console.log(wrong.length ? `${wrong.length} places do not mirror` : 'Style: everything mirrors.');
process.exit(wrong.length ? 1 : 0);
