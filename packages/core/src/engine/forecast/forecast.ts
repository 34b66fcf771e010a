import { DormouseError, isDormouseError } from '../../model/errors';
import type { StoredSubject } from '../../model/stored-subject';
import type { StopSignal } from '../../storage/storage';
import { MS_PER_DAY } from '../../time/calendar';
import type { Instant } from '../../time/instant';
import { createZone, utc } from '../../time/zone';
import type { ActivePolicies } from '../active-policies';
import { checkId } from '../check-input';
import { chunksOf } from '../chunks';
import { readKinds } from '../reports/report-request';
import type { Runtime } from '../runtime';
import type { PolicyChange } from '../simulate/policy-change';
import type { LookProgress } from '../simulate/simulation-request';
import { imaginedContext } from '../simulate/sweep-copy';
import { activeAfter } from '../simulate/version';
import { checkStop } from '../stop';
import type { SweepTrouble } from '../sweep-report';
import { type Telling, tellProgress } from '../tell-progress';
import { underFacts } from '../under-facts';
import { ForecastCounts, type ForecastDay, type ForecastStage } from './forecast-counts';
import { schedulerOf } from './schedule';

export interface ForecastRequest extends Telling<LookProgress> {
  readonly accountId: string;
  /** How many local days, today included: 1 to 3,660. Default: 365. */
  readonly days?: number | null;
  /** What is assumed; an exemption cannot be ended here. Default: nothing. */
  readonly changes?: readonly Exclude<PolicyChange, { change: 'endExemption' }>[] | null;
  /** Only identities of these kinds. Default: all. */
  readonly kinds?: readonly string[] | null;
  readonly signal?: StopSignal | null;
}

/** How many identities reach which stage on which day, if nobody acts and sweeps come in time (V4). */
export interface Forecast {
  readonly from: Instant;
  readonly days: number;
  /** The zone of the account: its dates are meant. */
  readonly timeZone: string;
  readonly judged: number;
  readonly stages: readonly ForecastStage[];
  readonly byDay: readonly ForecastDay[];
  /** Identities of which only the beginning is in it: their policies never come to rest. */
  readonly unfinished: number;
  readonly errors: number;
  /** The first 100 identities that could not be judged (S7). */
  readonly troubles: readonly SweepTrouble[];
}

const CHUNK = 500;
const MOST_TROUBLES = 100;
const MOST_DAYS = 3_660;

/**
 * Looks at everyone once, and tells what sweeps will do on which day. Nothing is written. Host facts count as long as
 * they hold; after that they are unknown, and what is not known restricts nobody.
 * @throws DormouseError `INVALID_ARGUMENT`; `INVALID_POLICY`, `POLICY_NOT_FOUND` of the changes; `ABORTED`.
 */
export async function forecast(runtime: Runtime, request: ForecastRequest): Promise<Forecast> {
  const { accountId, days, kinds, active } = await readForecast(runtime, request);
  const from = runtime.now();
  const { timeZone } = active.set.settings;
  const counts = new ForecastCounts(createZone(timeZone) ?? utc, from, days);
  const result = { judged: 0, unfinished: 0, errors: 0, troubles: [] as SweepTrouble[] };
  // A local day can be longer than others, and the first one has begun already.
  const until = from + (days + 1) * MS_PER_DAY;
  for await (const chunk of chunksOf(runtime.storage.scan(accountId, kinds === null ? {} : { kinds }), CHUNK)) {
    checkStop(request.signal);
    const schedules = await underFacts(runtime.policies.factSource, active, (under) =>
      scheduleAll(chunk, under, from, until),
    );
    schedules.forEach((schedule, index) => {
      if ('error' in schedule) addTrouble(result, accountId, chunk[index], schedule.error);
      else {
        for (const act of schedule.acts) counts.add(act);
        if (!schedule.isWhole) result.unfinished += 1;
      }
    });
    result.judged += chunk.length;
    await tellProgress(runtime, request, { accountId, judged: result.judged });
  }
  checkStop(request.signal);
  return { from, days, timeZone, ...result, stages: counts.stages(), byDay: counts.byDay() };
}

async function readForecast(runtime: Runtime, request: ForecastRequest) {
  const accountId = checkId(request.accountId, 'accountId');
  const days = request.days ?? 365;
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    throw new DormouseError('INVALID_ARGUMENT', `days must be a whole number from 1 to ${MOST_DAYS}`, { name: 'days' });
  }
  const kinds = readKinds(request.kinds);
  const active = await activeAfter(runtime, accountId, request.changes ?? []);
  return { accountId, days, kinds, active };
}

function scheduleAll(chunk: readonly StoredSubject[], active: ActivePolicies, from: Instant, until: Instant) {
  const schedule = schedulerOf(imaginedContext(active, from));
  return chunk.map((stored) => {
    try {
      return schedule(stored, until);
    } catch (error) {
      if (!isDormouseError(error)) throw error;
      return { error };
    }
  });
}

function addTrouble(
  result: { errors: number; readonly troubles: SweepTrouble[] },
  accountId: string,
  stored: StoredSubject | undefined,
  error: unknown,
): void {
  result.errors += 1;
  const identityId = stored?.subject.identity.id ?? null;
  if (result.troubles.length < MOST_TROUBLES) result.troubles.push({ accountId, identityId, error });
}
