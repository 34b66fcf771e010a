/**
 * Runs vitest over the workspace once in each time zone, because calendar arithmetic must not depend on the machine's.
 * Arguments go to vitest. With `DORMOUSE_TEST_REPORT` (a folder), each run also leaves its counts there as JSON.
 */
import { join } from 'node:path';
import { run } from './run-child.mjs';
import { root } from './workspace.mjs';

const ZONES = ['UTC', 'Pacific/Auckland'];
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const reportFolder = process.env.DORMOUSE_TEST_REPORT;

function reporters(zone) {
  if (reportFolder === undefined) return [];
  const file = join(reportFolder, `${zone.replace('/', '-')}.json`);
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
}

let worst = 0;
for (const zone of ZONES) {
  process.stdout.write(`\nTests with TZ=${zone}\n`);
  const args = [vitest, 'run', ...reporters(zone), ...process.argv.slice(2)];
  const code = await run(process.execPath, args, { cwd: root, env: { ...process.env, TZ: zone }, shell: false });
  worst = Math.max(worst, code);
}
process.exitCode = worst;
