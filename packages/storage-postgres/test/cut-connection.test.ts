import { createDormouse, isDormouseError } from '@dormouse/core';
import { manualClock } from '@dormouse/core/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, postgresStorage } from '../src/index';
import { type CutAt, CuttingProxy } from './support/cutting-proxy';
import { print } from './support/print';
import { servers } from './support/servers';
import { createTestDatabase, type TestDatabase } from './support/test-database';
import { untilGone } from './support/until-gone';
import { doSteps, stateOf, workload } from './support/workload';

const MOST_REQUESTS = 60;
/** Every request is tried in one of the two time zones only: the loop is long, and no request knows a zone. */
const EVERY = process.env['TZ'] === 'UTC' ? 1 : 5;

describe.each(servers.slice(-1))('$name: a connection that is lost', (server) => {
  let database: TestDatabase;
  let proxy: CuttingProxy;
  let direct: Pool;
  let pool: Pool;
  const steps = workload(new Map());
  const clock = manualClock('2026-01-01T00:00:00Z');

  beforeAll(async () => {
    database = await createTestDatabase(server);
    proxy = await CuttingProxy.open(database.url);
    direct = new Pool({ connectionString: database.url, max: 2 });
    pool = new Pool({ connectionString: proxy.url, max: 2, application_name: 'cut' });
    pool.on('error', () => {});
    await migrate(direct);
  });
  afterAll(async () => {
    await pool.end();
    await proxy.close();
    await direct.end();
    await database.drop();
  });

  const engine = (client: Pool) => createDormouse({ storage: postgresStorage({ client }), clock: clock.read });
  const eventCount = async (accountId: string): Promise<number> =>
    (await engine(direct).events.list({ accountId, limit: 1_000 })).items.length;

  it.each<CutAt>(['unsent', 'asked', 'answered'])(
    'S3 wherever a step is cut (%s), it is done or refused as the call says, and doing it again ends the same way',
    async (at) => {
      const whole = `whole-${at}`;
      await doSteps(steps, engine(direct), clock, whole);
      const expected = await stateOf(engine(direct), whole);
      let cuts = 0;
      for (const [index, step] of steps.entries()) {
        for (let request = 1; request <= MOST_REQUESTS; request += EVERY) {
          const accountId = `${at}-${index}-${request}`;
          await doSteps(steps.slice(0, index), engine(direct), clock, accountId);
          clock.set(step.at);
          // The pool has an open connection, so that what is cut is a request.
          await pool.query('SELECT 1');
          proxy.cutAt(request, at);
          const outcome = await step.run(engine(pool), accountId).then(
            () => 'done',
            (error: unknown) => (isDormouseError(error) ? 'refused' : error),
          );
          const wasCut = proxy.requests >= request;
          proxy.cutAt(null);
          await untilGone(direct, 'cut');
          expect(['done', 'refused']).toContain(outcome);
          await doSteps(steps, engine(direct), clock, accountId, outcome === 'done' ? index + 1 : index);
          expect({ step: step.name, request, state: await stateOf(engine(direct), accountId) }).toEqual({
            step: step.name,
            request,
            state: expected,
          });
          if (!wasCut) break;
          cuts += 1;
        }
      }
      print(`${server.name}: ${cuts} connections cut (${at}): lost 0, repeated 0`);
      expect(cuts).toBeGreaterThanOrEqual(steps.length);
    },
    60_000,
  );

  it.each<CutAt>(['unsent', 'asked', 'answered'])(
    'S3 a command without a key, cut (%s) at each of its requests, was done exactly when its call says so',
    async (at) => {
      for (let request = 1; request <= MOST_REQUESTS; request++) {
        const accountId = `command-${at}-${request}`;
        await doSteps(steps.slice(0, 2), engine(direct), clock, accountId);
        const before = await eventCount(accountId);
        await pool.query('SELECT 1');
        proxy.cutAt(request, at);
        const command = { accountId, identityId: 'u-1', type: 'DORMANT', reasonCode: 'RISK', reason: 'a case' };
        const done = await engine(pool)
          .controls.create(command)
          .then(
            () => true,
            (error: unknown) => {
              if (isDormouseError(error)) return false;
              throw error;
            },
          );
        const wasCut = proxy.requests >= request;
        proxy.cutAt(null);
        await untilGone(direct, 'cut');
        const { items } = await engine(direct).controls.list({ accountId, includeDeleted: true });
        expect({ request, controls: items.length }).toEqual({ request, controls: done ? 1 : 0 });
        if (!done) expect(await eventCount(accountId)).toBe(before);
        if (!wasCut) break;
      }
    },
    60_000,
  );
});
