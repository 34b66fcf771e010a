import { dayOf } from '../model/activity-days';
import type { ActivityMark } from '../storage/activity-port';
import type { Instant } from '../time/instant';

/** One activity of a batch, read. */
export interface ReadActivity {
  readonly identityId: string;
  readonly type: string;
  readonly at: Instant;
  readonly failed: boolean;
  readonly times: number;
}

/**
 * Sums a batch of activities up, so that each identity and type is written once (A1). It adds in place what
 * `mergeActivity` would: nobody else sees the marks until the batch is read.
 */
export class ActivitySummary {
  readonly #byType = new Map<string, Map<string, GrowingMark>>();
  readonly #marks: GrowingMark[] = [];
  /** Whose the activity at each place of the batch is; left out where it was refused. */
  readonly #identityIds: (string | undefined)[] = [];
  #lastType: string | null = null;
  #ofLastType = new Map<string, GrowingMark>();

  get marks(): readonly ActivityMark[] {
    return this.#marks;
  }

  /** Adds the activity at a place of the batch. */
  add(index: number, activity: ReadActivity): void {
    const { identityId, type } = activity;
    while (this.#identityIds.length < index) this.#identityIds.push(undefined);
    this.#identityIds.push(identityId);
    if (type !== this.#lastType) this.#turnTo(type);
    const before = this.#ofLastType.get(identityId);
    if (before !== undefined) {
      addTo(before.activity, activity);
      return;
    }
    const mark = markOf(activity);
    this.#ofLastType.set(identityId, mark);
    this.#marks.push(mark);
  }

  #turnTo(type: string): void {
    let marks = this.#byType.get(type);
    if (marks === undefined) {
      marks = new Map();
      this.#byType.set(type, marks);
    }
    this.#lastType = type;
    this.#ofLastType = marks;
  }

  /** Where in the batch these identities stand, with their ids. */
  placesOf(identityIds: readonly string[]): readonly (readonly [index: number, identityId: string])[] {
    const asked = new Set(identityIds);
    if (asked.size === 0) return [];
    return this.#identityIds.flatMap((identityId, index) =>
      identityId !== undefined && asked.has(identityId) ? [[index, identityId] as const] : [],
    );
  }
}

interface GrowingDay {
  readonly day: number;
  successes: number;
  failures: number;
}

interface GrowingActivity {
  readonly type: string;
  successAt: Instant | null;
  successCount: number;
  failureAt: Instant | null;
  failureCount: number;
  readonly days: { readonly from: null; readonly counts: GrowingDay[] };
}

interface GrowingMark {
  readonly identityId: string;
  readonly activity: GrowingActivity;
}

function markOf({ identityId, type, at, failed, times }: ReadActivity): GrowingMark {
  const successes = failed ? 0 : times;
  const failures = failed ? times : 0;
  return {
    identityId,
    activity: {
      type,
      successAt: failed ? null : at,
      successCount: successes,
      failureAt: failed ? at : null,
      failureCount: failures,
      days: { from: null, counts: [{ day: dayOf(at), successes, failures }] },
    },
  };
}

function addTo(activity: GrowingActivity, { at, failed, times }: ReadActivity): void {
  const count = countOf(activity.days.counts, dayOf(at));
  if (failed) {
    if (activity.failureAt === null || at > activity.failureAt) activity.failureAt = at;
    activity.failureCount += times;
    count.failures += times;
  } else {
    if (activity.successAt === null || at > activity.successAt) activity.successAt = at;
    activity.successCount += times;
    count.successes += times;
  }
}

/** The counter of a day, in its place: activity mostly comes in the order of time, so it is looked for from the end. */
function countOf(counts: GrowingDay[], day: number): GrowingDay {
  let after = counts.length;
  for (let before = counts[after - 1]; before !== undefined && before.day > day; before = counts[after - 1]) after -= 1;
  const known = counts[after - 1];
  if (known?.day === day) return known;
  const count: GrowingDay = { day, successes: 0, failures: 0 };
  counts.splice(after, 0, count);
  return count;
}
