import { contest, median, timed } from './measure';
import type { Ours } from './ours';
import { type PeerSweep, sweepByHand } from './peer-sweep';
import { ACCOUNT, nowOf, ROUNDS } from './population';
import type { PartAnswer, Scene } from './scene';

/**
 * A sweep of what is due, in batches of 1,000. By hand it is done with one event and nothing chained, and afterwards, on the
 * groups that become due next, with the three chained events that Dormouse writes: the price of the history.
 */
export async function sweepPart({ pool, ours, options: { due } }: Scene): Promise<PartAnswer> {
  const byHand = (kind: PeerSweep) => (round: number) => checked(due, () => sweepByHand(pool, nowOf(round), kind));
  const verdict = await contest('a sweep of what is due, by identity', due, ROUNDS, 0.6, {
    'by hand': byHand('simple'),
    dormouse: (round) => sweepOurs(ours, round, due),
  });
  const chained: number[] = [];
  for (let round = ROUNDS; round < 2 * ROUNDS; round++) chained.push(await byHand('chained')(round));
  const chainedPerSecond = Math.round((due * 1_000) / median(chained));
  const dormouse = verdict.perSecond['dormouse'] ?? Number.NaN;
  const ratioToChained = Number((dormouse / chainedPerSecond).toPrecision(3));
  return { verdicts: [verdict], figures: { byHandChainedPerSecond: chainedPerSecond, ratioToChained } };
}

/** Sweeps the group of a round and answers the milliseconds. */
export async function sweepOurs(ours: Ours, round: number, due: number): Promise<number> {
  ours.now = nowOf(round);
  return checked(due, async () => {
    const { evaluated, acted, errors } = await ours.dormouse.sweep({ accountId: ACCOUNT });
    if (errors > 0 || acted[0]?.count !== evaluated) throw new Error(`of ${evaluated}, ${errors} were in trouble`);
    return evaluated;
  });
}

async function checked(due: number, sweep: () => Promise<number>): Promise<number> {
  let swept = 0;
  const elapsed = await timed(async () => {
    swept = await sweep();
  });
  if (swept !== due) throw new Error(`swept ${swept} instead of ${due}`);
  return elapsed;
}
