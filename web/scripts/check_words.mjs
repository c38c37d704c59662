// Fails if a word is missing, unused or has other placeholders in any language. What the source uses and English lacks
// is found by the compiler: keys are typed from en.json.
import { fileURLToPath } from 'node:url';

import { checkAll } from './words.mjs';

const wrong = checkAll(fileURLToPath(new URL('../src', import.meta.url)));
for (const line of wrong) console.error(line);
console.log(wrong.length ? `${wrong.length} words to correct` : 'Words: complete in all languages.');
process.exit(wrong.length ? 1 : 0);
