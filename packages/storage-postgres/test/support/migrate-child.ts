/** Migrates a database in a process of its own, at the moment that it is told: `migrate-child.mjs {url, schema, at}`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { migrate } from '../../src/index';

const { url, schema, at } = JSON.parse(process.argv[2] ?? '{}') as { url: string; schema: string; at: number };
const pool = new Pool({ connectionString: url, max: 1 });
await pool.query('SELECT 1');
await sleep(at - Date.now());
await migrate(pool, { schema });
await pool.end();
