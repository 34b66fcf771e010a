/** `npm run sweep-workers -- --workers 4 --kills 10`: what one sees is the same with and without the kills. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runFleet } from './run-fleet';

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '3' },
    kills: { type: 'string', default: '10' },
    accounts: { type: 'string', default: '4' },
    size: { type: 'string', default: '3000' },
  },
});
const url = process.env['DATABASE_URL'];
if (url === undefined) throw new Error('DATABASE_URL says which database to use: a new one, please');

const { identities, kills, lost, repeated, deliveredAgain, broken } = await runFleet({
  url,
  program: fileURLToPath(new URL('./worker.js', import.meta.url)),
  workers: Number(values.workers),
  kills: Number(values.kills),
  accounts: Number(values.accounts),
  size: Number(values.size),
  say: console.log,
});
console.log(`${kills} workers were killed, ${identities} identities became dormant`);
console.log(`lost ${lost}, repeated ${repeated}, histories that do not verify ${broken}`);
console.log(`${deliveredAgain} letters came again, and were recognised by their position`);
if (lost + repeated + broken > 0) process.exitCode = 1;
