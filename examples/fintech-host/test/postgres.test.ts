import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { bundle } from '../../../scripts/bundle.mjs';
import { createTestDatabase, type TestDatabase } from '../../../scripts/postgres/test-database';

const [server] = inject('postgresServers').slice(-1);
const children = new Set<ChildProcess>();
let program: string;
let database: TestDatabase;

beforeAll(async () => {
  program = await bundle(join(import.meta.dirname, '..', 'src', 'main.ts'), 'examples');
});
beforeEach(async () => {
  database = await createTestDatabase(server!);
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGKILL');
  children.clear();
  await database.drop();
});
afterAll(() => rmSync(program, { force: true }));

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const ended = once(child, 'exit');
  child.kill(signal);
  return ended;
}

async function run(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], PORT: '0', DORMOUSE_RATE: '1000000', DATABASE_URL: database.url, ...env },
  });
  children.add(child);
  let stderr = '';
  child.stderr.on('data', (part) => {
    stderr += part;
  });
  const exit = once(child, 'exit');
  const [line] = await Promise.race([once(child.stdout, 'data'), exit.then(() => [''])]);
  const url = /^listening on (\S+)\n$/.exec(String(line))?.[1] ?? '';
  return { child, url, exit, stderr: () => stderr };
}

const API = '/v2/identity';

async function get(url: string, path: string): Promise<any> {
  const answer = await fetch(`${url}${path}`);
  const json = await answer.json();
  expect(answer.status, JSON.stringify(json)).toBe(200);
  return json;
}

const send = (url: string, method: string, path: string, body: unknown): Promise<Response> =>
  fetch(`${url}${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function customers(url: string): Promise<readonly any[]> {
  return (await get(url, `${API}/identities?include_details=true`)).items;
}

async function setControl(url: string, identityId: string, note: string): Promise<number> {
  const body = { identity_id: identityId, type: 'SELL_ONLY', reason_code: 'OTHER', reason: note };
  return (await send(url, 'POST', `${API}/controls`, body)).status;
}

const controlsOf = async (url: string, id: string): Promise<readonly any[]> =>
  (await get(url, `${API}/controls?identity_id=${id}&include_deleted=true`)).items;

async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries === 400) throw new Error(`never: ${what}`);
    await sleep(25);
  }
}

describe('the fintech host on PostgreSQL', () => {
  it('sweeps, tells by webhook, and is as it was after a restart', async () => {
    const told: string[] = [];
    const receiver = createServer((request, response) => {
      told.push(String(request.headers['idempotency-key']));
      request.resume().on('end', () => response.end());
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address() as AddressInfo;
    const env = { WEBHOOK_URL: `http://127.0.0.1:${port}/`, WEBHOOK_SECRET: 'a secret of the test' };
    const first = await run(env);
    expect(first.url, first.stderr()).not.toBe('');
    // Those who went quiet long ago are warned first (P4).
    const swept = (await (await send(first.url, 'POST', '/admin/sweep', {})).json()) as { acted: number };
    expect(swept.acted).toBeGreaterThan(0);
    await until('a webhook came', () => told.length > 0);
    const before = await customers(first.url);
    expect(await end(first.child, 'SIGTERM'), first.stderr()).toEqual([0, null]);

    const again = await run(env);
    expect(await customers(again.url)).toEqual(before);
    expect(await end(again.child, 'SIGTERM')).toEqual([0, null]);
    receiver.close();
    receiver.closeAllConnections();
  }, 60_000);

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'after %s in the middle of writes, what was answered is there',
    async (signal) => {
      const first = await run({ DORMOUSE_SWEEP_EVERY: 'never' });
      const made = await Promise.all(
        Array.from({ length: 40 }, async (_, number) => {
          const answer = await send(first.url, 'POST', `${API}/identities`, {
            person_details: { first_name: `P${number}`, last_name: 'Test' },
          });
          return ((await answer.json()) as { id: string }).id;
        }),
      );
      const answered: string[] = [];
      const active = new Map<string, string>();
      const writes = made.map(async (id, number) => {
        const at = new Date(Date.now() - 1_000 * (number + 1)).toISOString();
        const activity = await send(first.url, 'POST', `${API}/identities/${id}/activity`, { type: 'login', at }).catch(
          () => null,
        );
        if (activity?.status === 200) active.set(id, at);
        const status = await setControl(first.url, id, 'in flight').catch(() => 0);
        if (status === 200) answered.push(id);
      });
      await until('some are answered', () => answered.length >= 5);
      await end(first.child, signal);
      await Promise.all(writes);

      const again = await run({ DORMOUSE_SWEEP_EVERY: 'never' });
      expect(again.url, again.stderr()).not.toBe('');
      for (const id of made) {
        const controls = await controlsOf(again.url, id);
        // There or not, and then whole: the status, the control and its event came by one commit.
        expect(controls.length).toBeLessThanOrEqual(1);
        if (answered.includes(id)) expect(controls).toHaveLength(1);
        const { status_details: details, last_active_at: lastActive } = await get(
          again.url,
          `${API}/identities/${id}?include_details=true`,
        );
        expect(details.active_controls).toHaveLength(controls.length);
        const at = active.get(id);
        if (at !== undefined) expect(Date.parse(lastActive)).toBe(Date.parse(at));
      }
    },
    60_000,
  );

  it('says 503 at /healthz while the database is gone, and 200 when it is back', async () => {
    const { url, child, stderr } = await run({ DORMOUSE_SWEEP_EVERY: 'never' });
    const health = async (): Promise<number> => (await fetch(`${url}/healthz`)).status;
    expect(await health()).toBe(200);
    const name = new URL(database.url).pathname.slice(1);
    const admin = new Client({ connectionString: server!.url });
    await admin.connect();
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await until('503', async () => (await health()) === 503);
    const refused = await fetch(`${url}${API}/identities`);
    expect([refused.status, await refused.text()]).toEqual([503, expect.not.stringContaining(name)]);
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await until('200', async () => (await health()) === 200);
    expect((await fetch(`${url}${API}/identities`)).status).toBe(200);
    await admin.end();
    expect(await end(child, 'SIGTERM'), stderr()).toEqual([0, null]);
  }, 60_000);

  it('does not start without its database, or on tables of another version, and says why', async () => {
    const unreachable = await run({ DATABASE_URL: 'postgresql://jane:swordfish@127.0.0.1:1/none' });
    expect(await unreachable.exit).toEqual([1, null]);
    expect(unreachable.stderr()).toContain('DATABASE_URL: the database cannot be used');
    expect(unreachable.stderr()).not.toContain('swordfish');
    const wrong = await run({ DATABASE_URL: 'mysql://localhost/none' });
    expect(await wrong.exit).toEqual([1, null]);
    const first = await run();
    await end(first.child, 'SIGTERM');
    const admin = new Client({ connectionString: database.url });
    await admin.connect();
    await admin.query('ALTER TABLE dormouse.identities ADD COLUMN beyond text');
    await admin.end();
    const changed = await run();
    expect(await changed.exit).toEqual([1, null]);
    expect(changed.stderr()).toContain('SCHEMA_OUTDATED');
  }, 60_000);
});
