import { tryItem } from '../decide/work';
import { DormouseError } from '../model/errors';
import type { RecordOnce } from '../storage/activity-port';
import type { Instant } from '../time/instant';
import type { ActivityInput } from './activity-input';
import { ActivitySummary } from './activity-summary';
import { checkId, checkItems, checkOptionalId } from './check-input';
import { firstAnswer, type Once, onceUnder, refusalOf, refusalToJson, rememberedAs } from './once';
import { readActivity, readPlainActivity } from './read-activity';
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
  const { summary, refused } = sumUp(activities, now);
  const answerFor = (unknown: readonly string[]): RecordedActivity => {
    const all = [...refused, ...summary.placesOf(unknown).map(unknownAt)];
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

function sumUp(
  activities: readonly ActivityInput[],
  now: Instant,
): { readonly summary: ActivitySummary; readonly refused: readonly RefusedActivity[] } {
  const refused: RefusedActivity[] = [];
  const summary = new ActivitySummary();
  for (let index = 0; index < activities.length; index++) {
    const given = activities[index];
    const plain = readPlainActivity(given, now);
    if (plain !== null) {
      summary.add(index, plain);
      continue;
    }
    const read = tryItem(index, false, () => readActivity(given, `/${index}`, now));
    if (read.ok) summary.add(index, read.value);
    else refused.push({ index, error: read.error });
  }
  return { summary, refused };
}

function unknownAt([index, identityId]: readonly [index: number, identityId: string]): RefusedActivity {
  const error = new DormouseError('IDENTITY_NOT_FOUND', 'there is no identity with this id', { identityId });
  return { index, error };
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
