/** Runs inside the empty project: loads each entry both ways, and expects the same names from both. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const entries = JSON.parse(readFileSync(new URL('entries.json', import.meta.url), 'utf8'));
const namesOf = (module) =>
  Object.keys(module)
    .filter((name) => name !== 'module.exports' && name !== '__esModule')
    .sort();

for (const entry of entries) {
  const imported = namesOf(await import(entry));
  const required = namesOf(require(entry));
  deepStrictEqual(imported, required, `${entry} exports other names by require than by import`);
  ok(imported.length > 0, `${entry} exports nothing`);
  process.stdout.write(`${entry}: ${imported.length} exports by import and by require\n`);
}

if (entries.includes('@dormouse/core')) {
  const { DormouseError, isDormouseError } = await import('@dormouse/core');
  strictEqual(isDormouseError(new (require('@dormouse/core').DormouseError)('CONFLICT', 'x'), 'CONFLICT'), true);
  strictEqual(new DormouseError('CONFLICT', 'x').code, 'CONFLICT');
}
