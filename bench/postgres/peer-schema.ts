import type { Pool } from 'pg';
import { ACCOUNT, DAY, parts, personOf } from './population';

/** The tables that somebody would make who writes the job by hand. Ids sort by code points: any other order is slower. */
const TABLES = `
DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;
CREATE TABLE peer.identities (
  account_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, kind text NOT NULL, name text,
  status text NOT NULL, created_at timestamptz NOT NULL, expires_at timestamptz, labels jsonb NOT NULL,
  attributes jsonb NOT NULL, sequence int NOT NULL DEFAULT 0, head_hash text NOT NULL DEFAULT '',
  PRIMARY KEY (account_id, id)
);
CREATE INDEX ON peer.identities (account_id, expires_at);
CREATE TABLE peer.activity (
  account_id text COLLATE "C" NOT NULL, identity_id text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL,
  last_at timestamptz NOT NULL, count bigint NOT NULL, PRIMARY KEY (account_id, identity_id, type)
) WITH (fillfactor = 70);
CREATE TABLE peer.controls (
  account_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, identity_id text COLLATE "C" NOT NULL,
  type text NOT NULL, reason_code text NOT NULL, created_at timestamptz NOT NULL, deleted_at timestamptz,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX ON peer.controls (account_id, identity_id);
CREATE TABLE peer.events (
  account_id text COLLATE "C" NOT NULL, position bigint GENERATED ALWAYS AS IDENTITY, identity_id text COLLATE "C" NOT NULL,
  sequence int NOT NULL, type text NOT NULL, at timestamptz NOT NULL, data jsonb NOT NULL, hash text NOT NULL,
  PRIMARY KEY (account_id, position)
);
CREATE UNIQUE INDEX ON peer.events (account_id, identity_id, sequence);
`;

const IDENTITIES = `
INSERT INTO peer.identities (account_id, id, kind, name, status, created_at, expires_at, labels, attributes)
SELECT $1, id, kind, name, 'APPROVED', created, expires, labels, attributes
FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::jsonb[], $8::jsonb[])
  AS t (id, kind, name, created, expires, labels, attributes)`;

const ACTIVITY = `
INSERT INTO peer.activity (account_id, identity_id, type, last_at, count)
SELECT $1, id, 'login', last, count FROM unnest($2::text[], $3::timestamptz[], $4::bigint[]) AS t (id, last, count)`;

const BATCH = 10_000;

/** Loads the population by `unnest`, and answers how many identities came in a second. */
export async function loadPeer(pool: Pool, size: number, due: number): Promise<number> {
  await pool.query(TABLES);
  const start = performance.now();
  for (const numbers of parts(size, BATCH)) {
    const people = numbers.map((number) => personOf(number, size, due));
    await pool.query(IDENTITIES, [
      ACCOUNT,
      people.map(({ id }) => id),
      people.map(({ kind }) => kind),
      people.map(({ name }) => name),
      people.map(({ createdAt }) => new Date(createdAt)),
      people.map(({ lastAt }) => new Date(lastAt + 90 * DAY)),
      people.map(({ labels }) => JSON.stringify(labels)),
      people.map(({ attributes }) => JSON.stringify(attributes)),
    ]);
    await pool.query(ACTIVITY, [
      ACCOUNT,
      people.map(({ id }) => id),
      people.map(({ lastAt }) => new Date(lastAt)),
      people.map(({ logins }) => logins),
    ]);
  }
  const perSecond = Math.round((size * 1_000) / (performance.now() - start));
  await pool.query('VACUUM (ANALYZE) peer.identities, peer.activity');
  return perSecond;
}
