/** Runs inside the empty project: what `exports` does not list must not resolve, though the file is there. */
import { strictEqual, throws } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

for (const name of JSON.parse(readFileSync(new URL('entries.json', import.meta.url), 'utf8'))) {
  throws(() => require.resolve(`${name}/dist/index.js`), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
  strictEqual(require(`${name}/package.json`).name, name);
}
