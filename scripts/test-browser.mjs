/**
 * Runs the tests that need a browser. Arguments go to vitest, but `--screenshots`: then the pictures of the documentation
 * are taken anew. With `DORMOUSE_TEST_REPORT` (a folder), the counts are left there as JSON.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath } from './chromium.mjs';
import { run } from './run-child.mjs';
import { root } from './workspace.mjs';

const given = process.argv.slice(2);
const args = given.filter((arg) => arg !== '--screenshots');
const reportFolder = process.env.DORMOUSE_TEST_REPORT;
if (reportFolder !== undefined) {
  args.push('--reporter=default', '--reporter=json', `--outputFile.json=${join(reportFolder, 'browser.json')}`);
}

if (existsSync(chromiumPath)) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const env = { ...process.env, CHROMIUM: chromiumPath, TZ: 'Pacific/Auckland' };
  if (args.length < given.length) env.DORMOUSE_SCREENSHOTS = join(root, 'docs', 'console');
  process.exitCode = await run(process.execPath, [vitest, 'run', '--config', 'vitest.browser.config.ts', ...args], {
    cwd: root,
    env,
    shell: false,
  });
} else {
  process.stderr.write(`test:browser: no Chromium at ${chromiumPath}: apt-get install chromium, or set CHROMIUM\n`);
  process.exitCode = 1;
}
