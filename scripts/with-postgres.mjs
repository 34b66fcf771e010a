/**
 * `with-postgres.mjs PROGRAM [arguments]`: runs a Node program with DATABASE_URL. Where none is set, it starts a server of
 * its own, of the newest PostgreSQL that is found, and removes it afterwards.
 */
import { findBinaries } from './postgres/find-binaries.mjs';
import { startServer } from './postgres/start-server.mjs';
import { run } from './run-child.mjs';

const [program, ...args] = process.argv.slice(2);
const say = (text) => process.stderr.write(`postgres: ${text}\n`);

async function open() {
  const given = process.env.DATABASE_URL;
  if (given !== undefined && given !== '') return { url: given, stop: async () => {} };
  const newest = findBinaries().at(-1);
  if (newest === undefined) throw new Error('none was found: set DATABASE_URL, or install PostgreSQL 15 or later');
  say(`PostgreSQL ${newest.major} for this run; set DATABASE_URL to use yours`);
  return startServer(newest);
}

try {
  const { url, stop } = await open();
  try {
    process.exitCode = await run(process.execPath, [program, ...args], {
      env: { ...process.env, DATABASE_URL: url },
      shell: false,
    });
  } finally {
    await stop();
  }
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
