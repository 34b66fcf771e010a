import { isDormouseError } from '../../model/errors';
import type { StoredSubject } from '../../model/stored-subject';
import type { Instant } from '../../time/instant';
import { chunksOf } from '../chunks';
import type { Runtime } from '../runtime';
import { imaginedContext } from '../simulate/sweep-copy';
import type { Estimate } from '../simulate/wilson';
import { checkStop } from '../stop';
import type { SweepTrouble } from '../sweep-report';
import { tellProgress } from '../tell-progress';
import type { AlarmCounts, FalseAlarm, RuleAlarms } from './backtest-counts';
import { type Backtesting, type BacktestRequest, readBacktest } from './backtest-request';
import { knownHistory } from './known-history';
import { replayIdentity } from './replay-identity';

/** Whom policies would have restricted in the past, and who came back: how far they can be trusted (V3). */
export interface Backtest extends AlarmCounts {
  readonly from: Instant;
  readonly until: Instant;
  readonly comeBackWithin: string;
  /** Identities that were lived through once more. */
  readonly judged: number;
  /** Those of them of which only the latter part is known: their counters, or the tracking, begin later than `from`. */
  readonly partlyKnown: number;
  /** Those of which nothing is known before `until`; they are not in the numbers. */
  readonly unknown: number;
  /** Notices that would have been sent. */
  readonly notices: number;
  /** False alarms among the alarms that are not open, with the bounds of 95 %; null: there were none. */
  readonly falseAlarmRate: Estimate | null;
  readonly byRule: readonly RuleAlarms[];
  /** The first ten false alarms. */
  readonly samples: readonly FalseAlarm[];
  /** What the records cannot tell, as English sentences. */
  readonly limits: readonly string[];
  /** Identities of which only the beginning is in it: their policies never come to rest. */
  readonly unfinished: number;
  readonly errors: number;
  /** The first 100 identities that could not be judged (S7). */
  readonly troubles: readonly SweepTrouble[];
}

const CHUNK = 200;
const MOST_TROUBLES = 100;

const limits: readonly string[] = Object.freeze([
  'Activity is known to the day (UTC): within a day it counts as early as it can, and silence from the end of the day.',
  'Kinds, attributes, labels and parents are taken as they are now; controls that people set and exemptions as they were.',
  'Identities that were removed meanwhile, requirements, and what policies really did are left out.',
  'After each return the restriction counts as lifted at once.',
]);

type Result = {
  -readonly [K in 'judged' | 'partlyKnown' | 'unknown' | 'notices' | 'unfinished' | 'errors']: Backtest[K];
} & { readonly troubles: SweepTrouble[] };

/**
 * Lives the recorded past through under some policies, identity by identity. Nothing is written.
 * @throws DormouseError `ABORTED`; otherwise as `readBacktest`.
 */
export async function backtest(runtime: Runtime, request: BacktestRequest): Promise<Backtest> {
  const backtesting = await readBacktest(runtime, request);
  const { accountId, from, until, within, kinds, counts } = backtesting;
  const result: Result = { judged: 0, partlyKnown: 0, unknown: 0, notices: 0, unfinished: 0, errors: 0, troubles: [] };
  let seen = 0;
  for await (const chunk of chunksOf(runtime.storage.scan(accountId, kinds === null ? {} : { kinds }), CHUNK)) {
    checkStop(request.signal);
    for (const stored of chunk) replayOne(backtesting, stored, result);
    seen += chunk.length;
    await tellProgress(runtime, request, { accountId, judged: seen });
  }
  checkStop(request.signal);
  return {
    ...{ from, until, comeBackWithin: within.text, ...result, ...counts.all },
    falseAlarmRate: counts.rate(),
    byRule: counts.byRule(),
    samples: counts.samples,
    limits,
  };
}

function replayOne(
  { accountId, active, from, until, counts }: Backtesting,
  stored: StoredSubject,
  result: Result,
): void {
  const { subject } = stored;
  const { id, kind, createdAt } = subject.identity;
  const history = knownHistory(subject);
  const begin = Math.max(from, createdAt);
  const start = Math.max(begin, history.from, active.set.settings.trackingSince ?? begin);
  // One that was created later was not there to be restricted.
  if (createdAt > until) return;
  if (start > until) {
    result.unknown += 1;
    return;
  }
  try {
    const replay = replayIdentity(subject, history, imaginedContext(active, start), until, start > begin);
    result.judged += 1;
    if (start > begin) result.partlyKnown += 1;
    if (!replay.isWhole) result.unfinished += 1;
    result.notices += replay.notices;
    for (const alarm of replay.alarms) counts.add(id, kind, alarm);
  } catch (error) {
    if (!isDormouseError(error)) throw error;
    result.errors += 1;
    if (result.troubles.length < MOST_TROUBLES) result.troubles.push({ accountId, identityId: id, error });
  }
}
