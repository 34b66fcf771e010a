import { DormouseError } from '../../model/errors';
import { type InstantInput, toInstant } from '../../model/time-checks';
import type { StopSignal } from '../../storage/storage';
import { type Duration, parseDuration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { createZone, utc } from '../../time/zone';
import type { ActivePolicies } from '../active-policies';
import { checkId } from '../check-input';
import { readKinds } from '../reports/report-request';
import type { Runtime } from '../runtime';
import type { PolicyChange } from '../simulate/policy-change';
import type { LookProgress } from '../simulate/simulation-request';
import { activeAfter } from '../simulate/version';
import type { Telling } from '../tell-progress';
import { BacktestCounts } from './backtest-counts';

export interface BacktestRequest extends Telling<LookProgress> {
  readonly accountId: string;
  /** The policies of then, as changes of what is in force now. Default: what is in force. */
  readonly changes?: readonly Exclude<PolicyChange, { change: 'endExemption' }>[] | null;
  /** The time to live through once more. */
  readonly from: InstantInput;
  /** Default: now. */
  readonly until?: InstantInput | null;
  /** Who is active again within so long was restricted by mistake. Default: `P30D`. */
  readonly comeBackWithin?: string | null;
  readonly kinds?: readonly string[] | null;
  readonly signal?: StopSignal | null;
}

/** A request that was checked. */
export interface Backtesting {
  readonly accountId: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly within: Duration;
  readonly kinds: readonly string[] | null;
  readonly active: ActivePolicies;
  readonly counts: BacktestCounts;
}

/** @throws DormouseError `INVALID_INSTANT`, `INVALID_DURATION`, `INVALID_POLICY`, `POLICY_NOT_FOUND`, `INVALID_ARGUMENT`. */
export async function readBacktest(runtime: Runtime, request: BacktestRequest): Promise<Backtesting> {
  const accountId = checkId(request.accountId, 'accountId');
  const now = runtime.now();
  const from = toInstant(request.from, 'from');
  const until = request.until === undefined || request.until === null ? now : toInstant(request.until, 'until');
  if (until > now || from >= until) {
    throw new DormouseError('INVALID_ARGUMENT', 'from must come before until, and until must not lie in the future', {
      name: 'from',
    });
  }
  const text = request.comeBackWithin ?? 'P30D';
  const within = typeof text === 'string' ? parseDuration(text) : null;
  if (within === null) {
    throw new DormouseError('INVALID_DURATION', 'comeBackWithin must be an ISO-8601 duration, such as P30D', {
      name: 'comeBackWithin',
    });
  }
  const active = await activeAfter(runtime, accountId, request.changes ?? []);
  const zone = createZone(active.set.settings.timeZone) ?? utc;
  const counts = new BacktestCounts(until, within, zone);
  return { accountId, from, until, within, kinds: readKinds(request.kinds), active: withoutDemands(active), counts };
}

/** A backtest is about inactivity: what people showed, and when, is not told by a summary. */
function withoutDemands(active: ActivePolicies): ActivePolicies {
  const policies = active.set.policies.map((policy) => ({ ...policy, requirementSets: [] }));
  return { ...active, set: { ...active.set, policies }, lifts: undefined };
}
