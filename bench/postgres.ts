/**
 * How fast is the PostgreSQL adapter, against what somebody would write by hand for the same job, on the same server with
 * the same durability, in the same run?
 *
 * `--scale 0.05` for a quick look, `--only sweep,activity` for some parts, `--major 15`, `--no-durable`; DATABASE_URL for a
 * server of your own, in which the schemas `peer` and `dormouse` are made anew.
 */
import { postgresStorage } from '@dormouse/storage-postgres';
import { Pool } from 'pg';
import { finish, machine } from './harness';
import { activityPart } from './postgres/activity-part';
import { commandPart } from './postgres/command-part';
import { duePart } from './postgres/due-part';
import { answerParent, childTask } from './postgres/in-child';
import { LOOKS, type Look, look, lookingPart } from './postgres/looking-part';
import { show } from './postgres/measure';
import { type BenchOptions, readOptions } from './postgres/options';
import { loadOurs, openOurs, settle } from './postgres/ours';
import { pagesPart } from './postgres/pages-part';
import { scanByHand } from './postgres/peer-scan';
import { loadPeer } from './postgres/peer-schema';
import { ACCOUNT } from './postgres/population';
import { scanPart } from './postgres/scan-part';
import type { Part, Scene } from './postgres/scene';
import { openServer } from './postgres/server';
import { sweepPart } from './postgres/sweep-part';

/** In this order: a sweep changes what the later ones see, for both contenders alike. */
const PARTS: Readonly<Record<string, Part>> = {
  scan: scanPart,
  pages: pagesPart,
  looking: lookingPart,
  sweep: sweepPart,
  due: duePart,
  activity: activityPart,
  command: commandPart,
};
const SCHEMA = 'dormouse';

async function bench(options: BenchOptions): Promise<void> {
  const { size, due, durable, only } = options;
  machine(['pg']);
  const server = await openServer(options);
  const pool = new Pool({ connectionString: server.url, max: 8 });
  const figures: Record<string, unknown> = {};
  try {
    const { rows } = await pool.query<{ version: string }>('SELECT version()');
    console.log(`${rows[0]?.version}, ${durable ? 'commits wait for the disk' : 'without waiting for the disk'}`);
    const ours = await openOurs(pool, SCHEMA);
    const loaded = { byHand: await loadPeer(pool, size, due), dormouse: await loadOurs(ours, size, due) };
    console.log(`\n${size.toLocaleString('en-US')} identities loaded, in a second: ${JSON.stringify(loaded)}`);
    await settle(pool, SCHEMA);
    figures['loadedPerSecond'] = loaded;
    for (const [name, part] of Object.entries(PARTS)) {
      if (only?.includes(name) !== false) figures[name] = await measure(part, { options, url: server.url, pool, ours });
    }
  } finally {
    await pool.end();
    await server.stop();
  }
  finish('postgres', { identities: size, due, durable, ...figures });
}

async function measure(part: Part, scene: Scene): Promise<unknown> {
  const { verdicts, figures } = await part(scene);
  for (const verdict of verdicts) show(verdict);
  if (figures !== undefined) console.log(`  ${JSON.stringify(figures)}`);
  if (verdicts.some(({ held }) => !held)) process.exitCode = 1;
  return { ...figures, verdicts };
}

async function scanOurs(url: string): Promise<number> {
  const pool = new Pool({ connectionString: url, max: 2 });
  let count = 0;
  for await (const _ of postgresStorage({ client: pool, schema: SCHEMA }).scan(ACCOUNT)) count += 1;
  await pool.end();
  return count;
}

/** Every record of ours through a bare cursor: the same rows that looking reads. */
const RECORDS = `SELECT * FROM ${SCHEMA}.identities WHERE account_id = $1 ORDER BY account_id, id`;

function doTask(name: string): Promise<number> {
  if (name === 'peer') return scanByHand(url);
  if (name === 'cursor') return scanByHand(url, RECORDS);
  if (Object.hasOwn(LOOKS, name)) return look(name as Look, url, SCHEMA);
  return scanOurs(url);
}

const url = process.env['DATABASE_URL'] ?? '';
const task = childTask();
if (task === null) await bench(readOptions(process.argv.slice(2)));
else await answerParent(() => doTask(task));
