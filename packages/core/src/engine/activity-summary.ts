import type { ActivityOfType } from '../model/activity';
import { mergeActivity } from '../model/merge-activity';
import type { ActivityMark } from '../storage/activity-port';

/** Sums a batch of activities up, so that each identity and type is written once (A1). */
export class ActivitySummary {
  readonly #identities = new Map<string, IdentitySummary>();
  readonly #marks: ActivityMark[] = [];

  get marks(): readonly ActivityMark[] {
    return this.#marks;
  }

  /** Adds the activity at a place of the batch. */
  add(index: number, identityId: string, activity: ActivityOfType): void {
    let identity = this.#identities.get(identityId);
    if (identity === undefined) {
      identity = { places: new Map(), indexes: [] };
      this.#identities.set(identityId, identity);
    }
    identity.indexes.push(index);
    const place = identity.places.get(activity.type);
    const before = place === undefined ? undefined : this.#marks[place];
    if (place !== undefined && before !== undefined) {
      this.#marks[place] = { identityId, activity: mergeActivity(before.activity, activity) };
    } else {
      identity.places.set(activity.type, this.#marks.push({ identityId, activity }) - 1);
    }
  }

  /** Where in the batch an identity stands. */
  indexesOf(identityId: string): readonly number[] {
    return this.#identities.get(identityId)?.indexes ?? [];
  }
}

interface IdentitySummary {
  /** Where the mark of each type is. */
  readonly places: Map<string, number>;
  readonly indexes: number[];
}
