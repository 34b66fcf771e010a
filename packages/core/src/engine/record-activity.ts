import { tryItem } from '../decide/work';
import type { ActivityOfType } from '../model/activity';
import { dayOf } from '../model/activity-days';
import { DormouseError } from '../model/errors';
import { id } from '../model/ids';
import { type Check, object, oneOfTexts, optional, refuse, required } from '../model/shape';
import { toInstant } from '../model/time-checks';
import type { RecordOnce } from '../storage/activity-port';
import type { Instant } from '../time/instant';
import type { ActivityInput } from './activity-input';
import { ActivitySummary } from './activity-summary';
import { checkId, checkItems, checkOptionalId, checkShape, instantInput, withoutUndefined } from './check-input';
import { firstAnswer, type Once, onceUnder, refusalOf, refusalToJson, rememberedAs } from './once';
import type { Runtime } from './runtime';
import { ACTIVITY, writeActivity } from './write-activity';

export interface RecordActivityRequest {
  readonly accountId: string;
  /** At most 10,000, in any order. */
  readonly activities: readonly ActivityInput[];
  /** Counts the batch once (A1): a repeat with the same key within 24 hours gives the first answer (E6). */
  readonly idempotencyKey?: string | null;
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
export const SKEW = 300_000;

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
  const once = onceUnder(checkOptionalId(request.idempotencyKey, 'idempotencyKey'), keptAnswer);
  const now = runtime.now();
  const refused: RefusedActivity[] = [];
  const summary = new ActivitySummary();
  for (let index = 0; index < activities.length; index++) {
    const read = tryItem(index, false, () => readActivity(activities[index], `/${index}`, now));
    if (read.ok) summary.add(index, read.value.identityId, read.value.activity);
    else refused.push({ index, error: read.error });
  }
  const answerFor = (unknown: readonly string[]): RecordedActivity => {
    const all = [...refused, ...unknown.flatMap((identityId) => unknownAt(summary, identityId))];
    return {
      recorded: activities.length - all.length,
      refused: all.sort((left, right) => left.index - right.index),
    };
  };
  if (once === null && summary.marks.length === 0) return answerFor([]);
  const written = await writeActivity(runtime, accountId, summary.marks, now, recordOnce(once, answerFor, now));
  const first = once === null ? null : firstAnswer(once, written.repeated, now);
  return first === null ? answerFor(written.unknown) : first.answer;
}

function unknownAt(summary: ActivitySummary, identityId: string): RefusedActivity[] {
  const error = new DormouseError('IDENTITY_NOT_FOUND', 'there is no identity with this id', { identityId });
  return summary.indexesOf(identityId).map((index) => ({ index, error }));
}

function recordOnce(
  once: Once<RecordedActivity> | null,
  answerFor: (unknown: readonly string[]) => RecordedActivity,
  now: Instant,
): RecordOnce | null {
  if (once === null) return null;
  return { idempotencyKey: once.key, remember: (unknown) => rememberedAs(once, answerFor(unknown), now) };
}

const keptAnswer: Omit<Once<RecordedActivity>, 'key'> = {
  command: ACTIVITY,
  write: ({ recorded, refused }) => ({
    recorded,
    refused: refused.map(({ index, error }) => ({ index, error: refusalToJson(error) })),
  }),
  read: (answer) => {
    const { recorded, refused } = answer as unknown as { recorded: number; refused: readonly RefusedActivity[] };
    return { recorded, refused: refused.map(({ index, error }) => ({ index, error: refusalOf(error) })) };
  },
};

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
    days: {
      from: null,
      counts: [{ day: dayOf(at), successes: failed ? 0 : times, failures: failed ? times : 0 }],
    },
  };
  return { identityId: input.identityId, activity };
}
