/**
 * Runs vitest over the workspace in two time zones, and the tests of the calendar in two more, because no date may depend
 * on the zone of the machine. Arguments go to vitest, and leave the two shorter runs out. With `DORMOUSE_TEST_REPORT` (a folder), each run also leaves its counts there as JSON.
 */
import { join } from 'node:path';
import { run } from './run-child.mjs';
import { root } from './workspace.mjs';

const CALENDAR = ['packages/core/test/time/', 'packages/core/test/laws/time'];
const given = process.argv.slice(2);
const runs = [
  { zone: 'UTC', args: given },
  { zone: 'Pacific/Auckland', args: given },
];
if (given.length === 0) {
  runs.push({ zone: 'Europe/Berlin', args: CALENDAR }, { zone: 'America/New_York', args: CALENDAR });
}
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const reportFolder = process.env.DORMOUSE_TEST_REPORT;

function reporters(zone) {
  if (reportFolder === undefined) return [];
  const file = join(reportFolder, `${zone.replace('/', '-')}.json`);
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
}

let worst = 0;
for (const { zone, args } of runs) {
  process.stdout.write(`\nTests with TZ=${zone}\n`);
  const code = await run(process.execPath, [vitest, 'run', ...reporters(zone), ...args], {
    cwd: root,
    env: { ...process.env, TZ: zone },
    shell: false,
  });
  worst = Math.max(worst, code);
}
process.exitCode = worst;
