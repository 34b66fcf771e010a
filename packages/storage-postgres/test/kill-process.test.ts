import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createDormouse, type Dormouse } from '@dormouse/core';
import { type ManualClock, manualClock } from '@dormouse/core/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../scripts/bundle.mjs';
import { migrate, postgresStorage } from '../src/index';
import { print } from './support/print';
import { runChild } from './support/run-child';
import { servers } from './support/servers';
import { createTestDatabase, type TestDatabase } from './support/test-database';
import { untilGone } from './support/until-gone';
import { doSteps, stateOf, workload } from './support/workload';

/** Every statement is tried in one of the two time zones only: the loop is long, and no statement knows a zone. */
const EVERY = process.env['TZ'] === 'UTC' ? 1 : 7;
const AT_ONCE = 2;

let program: string;
let database: TestDatabase;
let pool: Pool;
let clock: ManualClock;
let dormouse: Dormouse;
const letters = new Map<number, string>();
const steps = workload(letters);

beforeAll(async () => {
  program = await bundle(join(import.meta.dirname, 'support', 'crash-child.ts'), 'tests');
});
afterAll(() => rmSync(program, { force: true }));

describe.each(servers.slice(-1))('$name', (server) => {
  beforeAll(async () => {
    database = await createTestDatabase(server);
    pool = new Pool({ connectionString: database.url, max: 4 });
    await migrate(pool);
    clock = manualClock('2026-01-01T00:00:00Z');
    dormouse = createDormouse({ storage: postgresStorage({ client: pool }), clock: clock.read });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  /** A process dies at a statement; afterwards the host does again what was under way, and the rest. */
  async function kill(accountId: string, at: number, when: 'before' | 'sent'): Promise<unknown> {
    const { signal, lines } = await runChild(program, { url: database.url, accountId, from: 0, at, when });
    if (signal !== 'SIGKILL') throw new Error(`it was not killed: ${lines.join()}`);
    await untilGone(pool, accountId);
    const from = lines.filter((line) => line.startsWith('step ')).length - 1;
    // A clock of its own: two of these run at once.
    const own = manualClock('2026-01-01T00:00:00Z');
    const survivor = createDormouse({ storage: postgresStorage({ client: pool }), clock: own.read });
    await doSteps(steps, survivor, own, accountId, Math.max(0, from));
    return stateOf(survivor, accountId);
  }

  it('S3 E5 a process that is killed at any statement loses nothing and repeats nothing', async () => {
    const whole = await runChild(program, { url: database.url, accountId: 'whole', from: 0, at: null, when: 'sent' });
    expect(whole.code).toBe(0);
    const statements = Number(whole.lines.at(-1)?.split(' ')[1]);
    expect(statements).toBeGreaterThan(steps.length);
    clock.set('2026-05-01T00:00:00Z');
    const expected = await stateOf(dormouse, 'whole');
    const queue = Array.from({ length: statements }, (_, index) => index + 1).filter((at) => at % EVERY === 0);
    // In turns before the statement has left and after: a connection that is lost is tried both ways at each.
    const kills = queue.map((at) => ({ at, when: at % 2 === 0 ? ('before' as const) : ('sent' as const) }));
    const total = kills.length;
    const worker = async (): Promise<void> => {
      for (let next = kills.shift(); next !== undefined; next = kills.shift()) {
        const accountId = `killed-${next.when}-${next.at}`;
        expect({ ...next, state: await kill(accountId, next.at, next.when) }).toEqual({ ...next, state: expected });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    print(`${total} kills at ${statements} statements: lost 0, repeated 0`);
  }, 120_000);
});
