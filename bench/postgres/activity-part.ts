import { Pool } from 'pg';
import { contest, timed } from './measure';
import { hotShare, type Login, recordByHand } from './peer-activity';
import { ACCOUNT, idOf, nowOf, ROUNDS } from './population';
import type { PartAnswer, Scene } from './scene';

const BATCH = 10_000;
const BATCHES = 10;
const LEAST_HOT = 0.95;

/** Activity of known identities in batches: no index may be touched, so that the updates are heap-only. */
export async function activityPart({ pool, ours, url, options: { size } }: Scene): Promise<PartAnswer> {
  const batch = Math.min(BATCH, size / 10);
  const operations = batch * BATCHES;
  // Not of the groups that were due: they are restricted by now, and their return is another story.
  const logins = (round: number, part: number): readonly Login[] =>
    Array.from({ length: batch }, (_, index) => ({
      identityId: idOf(((index * 37 + part * 7 + round) % (size / 10)) * 10 + 5, size),
      at: new Date(nowOf(ROUNDS) + round * 60_000 + part),
    }));
  const each = (record: (logins: readonly Login[]) => Promise<unknown>) => (round: number) =>
    timed(async () => {
      for (let part = 0; part < BATCHES; part++) await record(logins(round, part));
    });
  ours.now = nowOf(ROUNDS + 1);
  await pool.query('SELECT pg_stat_reset()');
  // A pool of its own: what its connections have counted is in the statistics when they have ended.
  const own = new Pool({ connectionString: url, max: 2 });
  const record = (activities: readonly Login[]): Promise<unknown> =>
    ours.dormouse.activity.record({
      accountId: ACCOUNT,
      activities: activities.map((login) => ({ ...login, type: 'login' })),
    });
  const verdict = await contest('activity in batches, by activity', operations, ROUNDS, 0.8, {
    'by hand': each((activities) => recordByHand(own, activities)),
    dormouse: each(record),
  });
  await own.end();
  await pool.query('SELECT pg_stat_force_next_flush()');
  const hot = {
    byHand: await hotShare(pool, 'peer', 'activity'),
    dormouse: await hotShare(pool, ours.schema, 'activity'),
  };
  return {
    verdicts: [
      verdict,
      {
        question: 'updates of activity that touch no index (heap-only), as a share',
        perSecond: {},
        ratio: Number(hot.dormouse.toFixed(3)),
        aim: `at least ${LEAST_HOT}`,
        held: hot.dormouse >= LEAST_HOT,
      },
    ],
    figures: { hot },
  };
}
