import { createHash, randomUUID } from 'node:crypto';
import { createDormouse, type Dormouse, type Instant, type Storage } from '@dormouse/core';
import { migrate, postgresStorage } from '@dormouse/storage-postgres';
import type { Pool } from 'pg';
import { ACCOUNT, parts, personOf, policy, START } from './population';

/** An engine over the adapter, in a schema of its own, with a clock that the bench sets. */
export interface Ours {
  readonly dormouse: Dormouse;
  readonly storage: Storage;
  readonly schema: string;
  now: Instant;
}

const BATCH = 10_000;

/** Makes the schema anew. The guard is off: the peer has none; what it costs is measured on its own. */
export async function openOurs(pool: Pool, schema: string): Promise<Ours> {
  await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await migrate(pool, { schema });
  return engineOver(postgresStorage({ client: pool, schema }), schema);
}

function engineOver(storage: Storage, schema: string): Ours {
  const clock = (): Date => new Date(ours.now);
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const dormouse = createDormouse({ storage, clock, hash, newId: randomUUID, settings: { guard: false } });
  const ours: Ours = { dormouse, storage, schema, now: START };
  return ours;
}

/** Imports the population, with its activity, and answers how many identities came in a second. */
export async function loadOurs({ dormouse }: Ours, size: number, due: number): Promise<number> {
  await dormouse.policies.activate({ accountId: ACCOUNT, document: policy, reason: 'bench' });
  const start = performance.now();
  for (const numbers of parts(size, BATCH)) {
    const identities = numbers.map((number) => {
      const { lastAt, createdAt, logins, ...identity } = personOf(number, size, due);
      return {
        identity: { ...identity, createdAt: new Date(createdAt).toISOString() },
        activity: { login: { success: { lastAt: new Date(lastAt).toISOString(), count: logins } } },
      };
    });
    const { failed } = await dormouse.identities.import({ accountId: ACCOUNT, source: 'bench', identities });
    if (failed > 0) throw new Error(`${failed} identities were refused`);
  }
  return Math.round((size * 1_000) / (performance.now() - start));
}

/** As the autovacuum of a server at rest would leave it. */
export async function settle(pool: Pool, schema: string): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = $1`,
    [schema],
  );
  if (rows.length > 0) await pool.query(`VACUUM (ANALYZE) ${rows.map(({ name }) => name).join(', ')}`);
  await pool.query('CHECKPOINT');
}
