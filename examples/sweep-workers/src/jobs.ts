import PgBoss from 'pg-boss';

/** Asks for a sweep of every account; pg-boss sends it once a minute, whichever process is up. */
export const PLAN = 'plan';
/** Sweeps one account. Several at once are welcome: they share what is due (S2). */
export const SWEEP = 'sweep';
/** Hands events over to the letter box. */
export const DELIVER = 'deliver';

export interface SweepJob {
  readonly accountId: string;
}

/** How many processes may sweep the same account at once. */
const LANES = 2;

/**
 * The job of a process that was killed stays `active` until it expires, and is given to another one then. Nothing that is
 * done twice does harm, so that this may be short: a sweep takes only what is still due.
 */
const AFTER_A_DEATH = { expireInSeconds: 2, retryLimit: 1_000, retryDelay: 0 } as const;

/** Starts pg-boss, and makes the queues. It finds the jobs of dead processes, whichever process it runs in. */
export async function startBoss(connectionString: string, onError: (error: unknown) => void): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString, max: 2, maintenanceIntervalSeconds: 1, cronMonitorIntervalSeconds: 10 });
  boss.on('error', onError);
  await boss.start();
  for (const name of [PLAN, SWEEP, DELIVER]) {
    // Stately: one job of a key is waiting and one is active at the most, so that nothing piles up.
    await boss.createQueue(name, { name, policy: 'stately', ...AFTER_A_DEATH });
  }
  return boss;
}

/** Asks for a sweep of each account, and for the delivery of what they tell. What is asked for already is not asked twice. */
export async function plan(boss: PgBoss, accountIds: readonly string[]): Promise<void> {
  for (const accountId of accountIds) {
    for (let lane = 0; lane < LANES; lane++) {
      await boss.send(SWEEP, { accountId } satisfies SweepJob, { singletonKey: `${accountId}/${lane}` });
    }
  }
  await boss.send(DELIVER, {}, { singletonKey: 'letters' });
}
