import { setTimeout as sleep } from 'node:timers/promises';
import type { Storage } from '@dormouse/core';
import { migrate, postgresStorage } from '@dormouse/storage-postgres';
import { Pool } from 'pg';
import { type Audit, audit } from './audit';
import { engineOver } from './engine-over';
import { Fleet, type FleetOptions } from './fleet';
import { PLAN, plan, startBoss } from './jobs';
import { accountIds, deliver, LETTER_BOX, makeHouse } from './letter-box';
import { addAccount } from './population';

export interface RunOptions extends FleetOptions {
  /** Identities of an account. */
  readonly size: number;
  /** Accounts at the start; more come while there are workers left to kill. */
  readonly accounts: number;
  readonly say: (text: string) => void;
}

export interface FleetReport extends Audit {
  readonly kills: number;
}

const ASK_EVERY_MS = 300;

/** Fills a database, lets the workers at it until nothing is due and everything is delivered, and looks what became of it. */
export async function runFleet(options: RunOptions): Promise<FleetReport> {
  const { url, size, kills, say } = options;
  const pool = new Pool({ connectionString: url, max: 4 });
  await migrate(pool);
  await makeHouse(pool);
  const storage = postgresStorage({ client: pool });
  const dormouse = engineOver(storage);
  const boss = await startBoss(url, (error) => say(String(error)));
  // As a host would have it; here somebody asks more often than once a minute.
  await boss.schedule(PLAN, '* * * * *');
  const fleet = new Fleet(options);
  let accounts = 0;
  const add = (): Promise<void> => addAccount(dormouse, pool, `account-${++accounts}`, size);
  while (accounts < options.accounts) await add();
  say(`${accounts} accounts with ${size} identities each, all of them due`);
  fleet.start();
  try {
    while (fleet.killed < kills || !(await isDone(storage))) {
      if (fleet.killed < kills && (await isSwept(storage))) await add();
      await plan(boss, await accountIds(pool));
      await sleep(ASK_EVERY_MS);
    }
  } finally {
    await fleet.stop();
    await boss.stop({ graceful: false });
  }
  // The last sweep to end has told so after the last delivery.
  while (!(await isDone(storage))) await deliver(dormouse, pool);
  const found = await audit(dormouse, pool, await accountIds(pool));
  await pool.end();
  return { kills: fleet.killed, ...found };
}

async function isSwept(storage: Storage): Promise<boolean> {
  return (await storage.dueSummary(Date.now())).length === 0;
}

async function isDone(storage: Storage): Promise<boolean> {
  const backlog = await storage.consumerBacklog(LETTER_BOX, Date.now(), { after: null, limit: 1 });
  return backlog.items.length === 0 && (await isSwept(storage));
}
