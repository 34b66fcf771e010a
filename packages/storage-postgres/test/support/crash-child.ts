/**
 * Does the workload in a process of its own, which dies by SIGKILL when it sends its n-th statement: before it leaves
 * (`before`), or as soon as it has left (`sent`). Each step is announced on standard output, so that whoever looks after it
 * knows what was under way. `crash-child.mjs {url, accountId, from, at, when}`; at the end it writes `done N`, N statements.
 */
import { writeSync } from 'node:fs';
import { createDormouse } from '@dormouse/core';
import { manualClock } from '@dormouse/core/testing';
import { Client, Pool } from 'pg';
import { postgresStorage } from '../../src/index';
import { doSteps, workload } from './workload';

interface Task {
  readonly url: string;
  readonly accountId: string;
  readonly from: number;
  readonly at: number | null;
  readonly when: 'before' | 'sent';
}

const { url, accountId, from, at, when }: Task = JSON.parse(process.argv[2] ?? '{}');
let sent = 0;

const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};
const prototype = Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
const { query } = prototype;
prototype.query = function (...args) {
  sent += 1;
  if (sent === at && when === 'before') die();
  const answer = query.apply(this, args);
  // The request is written in the next turn at the latest; whether it is carried out before the end shows then.
  if (sent === at) setImmediate(die);
  return answer;
};

const pool = new Pool({ connectionString: url, max: 2, application_name: accountId });
const clock = manualClock('2026-01-01T00:00:00Z');
const dormouse = createDormouse({ storage: postgresStorage({ client: pool }), clock: clock.read });
const letters = new Map<number, string>();
await doSteps(workload(letters), dormouse, clock, accountId, from, (index) => writeSync(1, `step ${index}\n`));
writeSync(1, `done ${sent}\n`);
await pool.end();
