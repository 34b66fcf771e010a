import { isHad } from '../evaluate/judge-requirements';
import type { Requirement } from '../model/requirement';
import { type EffectiveState, effectiveState, nextStateChange } from '../model/requirement-state';
import type { StoredSubject } from '../model/stored-subject';
import { type InstantInput, toInstant } from '../model/time-checks';
import { compareIds } from '../storage/compare-ids';
import type { Instant } from '../time/instant';
import { checkId, checkLimit } from './check-input';
import { type Listing, readCursor, writeCursor } from './cursor';
import type { ListPage, PageInput } from './list-identities';
import { walkSubjects } from './list-members';
import type { Runtime } from './runtime';
import { Soonest } from './soonest';

export interface UpcomingRequest extends PageInput {
  readonly accountId: string;
  /** Only what comes earlier than this. */
  readonly before: InstantInput;
}

/** A date that comes for a requirement. */
export interface UpcomingRequirement {
  readonly identityId: string;
  readonly requirement: Requirement;
  readonly at: Instant;
  /** What it is from then on: `OVERDUE`, or `RENEWAL_DUE` while it may still be renewed. */
  readonly becomes: EffectiveState;
}

/**
 * The due dates to come, the soonest first: when pending requirements are overdue, and when met ones must be renewed.
 * Members of a group that another member meets are left out (R3). Each page looks through the identities with
 * requirements and keeps no more than it answers.
 * @throws DormouseError `INVALID_ARGUMENT`; `INVALID_INSTANT`; `INVALID_CURSOR`.
 */
export async function upcomingRequirements(
  runtime: Runtime,
  request: UpcomingRequest,
): Promise<ListPage<UpcomingRequirement>> {
  const accountId = checkId(request.accountId, 'accountId');
  const before = toInstant(request.before, 'before');
  const limit = checkLimit(request.limit);
  const listing: Listing = { name: 'upcoming', accountId, filter: JSON.stringify([before]) };
  const after = readCursor(listing, request.cursor) as Key | null;
  const now = runtime.now();
  const soonest = new Soonest<UpcomingRequirement>(limit + 1, (left, right) => compareKeys(keyOf(left), keyOf(right)));
  for await (const stored of walkSubjects(runtime, accountId, { hasRequirements: true }, now)) {
    for (const upcoming of upcomingOf(stored, now)) {
      if (upcoming.at < before && (after === null || compareKeys(keyOf(upcoming), after) > 0)) soonest.add(upcoming);
    }
  }
  const items = soonest.first();
  const last = items[limit - 1];
  if (items.length <= limit || last === undefined) return { items, cursor: null };
  return { items: items.slice(0, limit), cursor: writeCursor(listing, keyOf(last)) };
}

type Key = readonly [at: Instant, identityId: string, requirementId: string];

function keyOf({ at, identityId, requirement }: UpcomingRequirement): Key {
  return [at, identityId, requirement.id];
}

function compareKeys(left: Key, right: Key): number {
  return left[0] - right[0] || compareIds(left[1], right[1]) || compareIds(left[2], right[2]);
}

function upcomingOf({ subject }: StoredSubject, now: Instant): readonly UpcomingRequirement[] {
  const { requirements, identity } = subject;
  const met = new Set(requirements.flatMap((one) => (one.group !== null && isHad(one, now) ? [one.group] : [])));
  return requirements.flatMap((requirement) => {
    const { group, state } = requirement;
    const at = nextStateChange(requirement, now);
    // A pending member waits for nothing while another one makes up for it.
    if (at === Number.POSITIVE_INFINITY || (state === 'PENDING' && group !== null && met.has(group))) return [];
    return [{ identityId: identity.id, requirement, at, becomes: effectiveState(requirement, at) }];
  });
}
