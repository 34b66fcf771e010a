/**
 * Keeps one server on behalf of the process that started this one, and ends it with everything that it left on the disk
 * as soon as that process closes our standard input, which it does in any case, also when it is killed.
 *
 * `keeper.mjs {folder, durable, settings}`; each line of standard output is JSON: `{ url, pid }` when the server is ready, or
 * `{ error }`. The line `restart` on standard input crashes the server (as `pg_ctl stop -m immediate`) and starts it again.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from './find-binaries.mjs';
import { ownedFolder, ownerOptions, reachableBinaries } from './owner.mjs';

const READY_WITHIN_MS = 60_000;
const ATTEMPTS = 5;

const { folder, durable, settings } = JSON.parse(process.argv[2] ?? '{}');
const home = ownedFolder();
const data = join(home, 'data');
const password = randomBytes(12).toString('hex');
const options = { cwd: home, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }, ...ownerOptions };
let binaries = folder;
let server;

const tell = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

/** With a locale of words where the binaries know one: an order that is not by code points must not show. */
function initialise() {
  const secret = join(home, 'password');
  writeFileSync(secret, password, { mode: 0o644 });
  const common = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--no-sync'];
  const worded = ['--locale=C', '--locale-provider=icu', '--icu-locale=en-US'];
  const run = (locale) =>
    spawnSync(program(binaries, 'initdb'), [...common, ...locale], { ...options, encoding: 'utf8' });
  const first = run(worded);
  if (first.status === 0) return;
  rmSync(data, { recursive: true, force: true });
  const second = run(['--locale=C']);
  if (second.status !== 0) throw new Error(`initdb failed: ${second.error?.message ?? second.stderr}`);
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** The last line of postmaster.pid says when connections are accepted. */
async function isReady(child) {
  for (const start = Date.now(); Date.now() - start < READY_WITHIN_MS; await sleep(20)) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    try {
      const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
      if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    } catch {
      // It has not written the file yet.
    }
  }
  return false;
}

async function start(port) {
  const given = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
    ...settings,
  };
  const flags = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program(binaries, 'postgres'), ['-D', data, ...flags], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.on('error', (error) => (log += error.message));
  child.stderr.on('data', (chunk) => (log = `${log}${chunk}`.slice(-2_000)));
  if (!(await isReady(child))) {
    child.kill('SIGKILL');
    throw new Error(`the server did not start: ${log}`);
  }
  server = { child, port };
  tell({ url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`, pid: child.pid });
}

/** Another program may take the free port before the server does. */
async function startSomewhere() {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** Ends the server at once, as a crash would. */
async function crash() {
  const { child } = server ?? {};
  server = undefined;
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGQUIT');
  await once(child, 'exit');
}

async function restart() {
  const { port } = server;
  await crash();
  await start(port);
}

async function end() {
  await crash();
  rmSync(home, { recursive: true, force: true });
  process.exit();
}

const fail = (error) => {
  tell({ error: error.message });
  return end();
};

// The terminal sends these to the whole group; the end of standard input is what counts.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdout.on('error', () => {});

const work = (async () => {
  binaries = reachableBinaries(folder, home);
  initialise();
  await startSomewhere();
})().catch(fail);
const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  if (line === 'restart') restart().catch(fail);
});
input.on('close', () => work.then(end));
