import { tryItem } from '../decide/work';
import type { ActivityOfType } from '../model/activity';
import { DormouseError } from '../model/errors';
import { id } from '../model/ids';
import { type Check, object, oneOfTexts, optional, refuse, required } from '../model/shape';
import { type InstantInput, toInstant } from '../model/time-checks';
import type { Instant } from '../time/instant';
import { ActivitySummary } from './activity-summary';
import { checkId, checkItems, checkShape, instantInput, withoutUndefined } from './check-input';
import type { Runtime } from './runtime';
import { writeActivity } from './write-activity';

/** Something that an identity did. */
export interface ActivityInput {
  readonly identityId: string;
  readonly type: string;
  readonly at: InstantInput;
  /** Default: `success`. */
  readonly outcome?: 'success' | 'failure' | null;
  /** How many times, the last one at `at`. Default: 1. */
  readonly count?: number | null;
}

export interface RecordActivityRequest {
  readonly accountId: string;
  /** At most 10,000, in any order. */
  readonly activities: readonly ActivityInput[];
}

/** An activity that was not recorded. */
export interface RefusedActivity {
  /** Its place in the batch. */
  readonly index: number;
  /** `INVALID_ARGUMENT`, `ACTIVITY_IN_FUTURE` (A5) or `IDENTITY_NOT_FOUND`. */
  readonly error: DormouseError;
}

export interface RecordedActivity {
  readonly recorded: number;
  /** In the order of the batch. */
  readonly refused: readonly RefusedActivity[];
}

/** How far the clock of whoever reports an activity may be ahead (A5): 5 minutes. */
const SKEW = 300_000;

const count: Check = (value, pointer, issues) => {
  if (!Number.isSafeInteger(value) || (value as number) < 1) {
    refuse(issues, 'INVALID_NUMBER', pointer, 'must be a whole number from 1');
  }
};

const shape = object({
  identityId: required(id),
  type: required(id),
  at: required(instantInput),
  outcome: optional(oneOfTexts('success', 'failure')),
  count: optional(count),
});

/**
 * Records what identities did (A1): any order and any batching leave the same state, and late activity is welcome. One
 * bad item never stops the others.
 * @throws DormouseError `INVALID_ARGUMENT`; `BATCH_TOO_LARGE`.
 */
export async function recordActivity(runtime: Runtime, request: RecordActivityRequest): Promise<RecordedActivity> {
  const accountId = checkId(request.accountId, 'accountId');
  const activities = checkItems(request.activities, 'activities');
  const now = runtime.now();
  const refused: RefusedActivity[] = [];
  const summary = new ActivitySummary();
  for (let index = 0; index < activities.length; index++) {
    const read = tryItem(index, false, () => readActivity(activities[index], `/${index}`, now));
    if (read.ok) summary.add(index, read.value.identityId, read.value.activity);
    else refused.push({ index, error: read.error });
  }
  const unknown = summary.marks.length === 0 ? [] : await writeActivity(runtime, accountId, summary.marks, now);
  for (const identityId of unknown) {
    const error = new DormouseError('IDENTITY_NOT_FOUND', 'there is no identity with this id', { identityId });
    for (const index of summary.indexesOf(identityId)) refused.push({ index, error });
  }
  refused.sort((left, right) => left.index - right.index);
  return { recorded: activities.length - refused.length, refused };
}

interface ReadActivity {
  readonly identityId: string;
  readonly activity: ActivityOfType;
}

function readActivity(given: unknown, pointer: string, now: Instant): ReadActivity {
  const value = withoutUndefined(given);
  checkShape(value, shape, pointer, 'the activity is refused');
  const input = value as ActivityInput;
  const at = toInstant(input.at);
  if (at > now + SKEW) {
    throw new DormouseError('ACTIVITY_IN_FUTURE', 'the activity lies more than 5 minutes in the future', {
      identityId: input.identityId,
    });
  }
  const times = input.count ?? 1;
  const failed = input.outcome === 'failure';
  const activity: ActivityOfType = {
    type: input.type,
    successAt: failed ? null : at,
    successCount: failed ? 0 : times,
    failureAt: failed ? at : null,
    failureCount: failed ? times : 0,
  };
  return { identityId: input.identityId, activity };
}
