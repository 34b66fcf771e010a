import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { bundle } from '../../../scripts/bundle.mjs';
import { createTestDatabase, type TestDatabase } from '../../../scripts/postgres/test-database';
import { runFleet } from '../src/run-fleet';

const [server] = inject('postgresServers').slice(-1);
let program: string;
let database: TestDatabase;

beforeAll(async () => {
  program = await bundle(join(import.meta.dirname, '..', 'src', 'worker.ts'), 'examples');
  database = await createTestDatabase(server!);
});
afterAll(async () => {
  rmSync(program, { force: true });
  await database.drop();
});

it('S2 S3 E5 workers that are killed in the middle of their sweeps lose nothing and repeat nothing', async () => {
  const said: string[] = [];
  const report = await runFleet({
    url: database.url,
    program,
    workers: 3,
    kills: 8,
    accounts: 2,
    size: 1_200,
    say: (text) => said.push(text),
  });
  process.stdout.write(`${JSON.stringify(report)}\n`);
  expect(said).toEqual(['2 accounts with 1200 identities each, all of them due']);
  expect(report.kills).toBe(8);
  expect(report.identities).toBeGreaterThanOrEqual(2_400);
  expect(report).toMatchObject({ lost: 0, repeated: 0, broken: 0 });
}, 120_000);
