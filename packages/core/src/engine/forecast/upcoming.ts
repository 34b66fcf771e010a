import type { DueAction } from '../../evaluate/evaluation';
import { DormouseError, isDormouseError } from '../../model/errors';
import { list, oneOfTexts } from '../../model/shape';
import type { StoredSubject } from '../../model/stored-subject';
import { type InstantInput, toInstant } from '../../model/time-checks';
import { compareIds } from '../../storage/compare-ids';
import type { StopSignal } from '../../storage/storage';
import type { Instant } from '../../time/instant';
import { checkId, checkLimit, checkOptionalId, checkShape } from '../check-input';
import { chunksOf } from '../chunks';
import { type Listing, readCursor, writeCursor } from '../cursor';
import type { ListPage, PageInput } from '../list-identities';
import { readKinds } from '../reports/report-request';
import type { Runtime } from '../runtime';
import { imaginedContext } from '../simulate/sweep-copy';
import { checkStop } from '../stop';
import { underFacts } from '../under-facts';
import { schedulerOf } from './schedule';
import type { ScheduledAct } from './scheduled-act';

export interface UpcomingActsRequest {
  readonly accountId: string;
  /** Only what comes at this instant or earlier. */
  readonly until: InstantInput;
  readonly identityId?: string | null;
  readonly policyId?: string | null;
  /** Default: all. */
  readonly actions?: readonly DueAction['action'][] | null;
  readonly kinds?: readonly string[] | null;
  readonly signal?: StopSignal | null;
}

export interface ListUpcomingRequest extends UpcomingActsRequest, PageInput {}

/** What will be done to whom, if nobody acts (V5). */
export interface UpcomingAct extends ScheduledAct {
  readonly identityId: string;
  readonly kind: string;
}

interface Asked {
  readonly accountId: string;
  readonly until: Instant;
  readonly identityId: string | null;
  readonly policyId: string | null;
  readonly actions: readonly string[] | null;
  readonly kinds: readonly string[] | null;
}

const CHUNK = 500;
const actionsShape = list(oneOfTexts('notify', 'control', 'skip', 'open'), 4);

function readAsked(request: UpcomingActsRequest): Asked {
  const actions = request.actions ?? null;
  if (actions !== null) checkShape(actions, actionsShape, '/actions', 'the filter is refused');
  return {
    accountId: checkId(request.accountId, 'accountId'),
    until: toInstant(request.until, 'until'),
    identityId: checkOptionalId(request.identityId, 'identityId'),
    policyId: checkOptionalId(request.policyId, 'policyId'),
    actions: actions === null ? null : [...new Set(actions)].sort(),
    kinds: readKinds(request.kinds),
  };
}

/**
 * Everything that is scheduled, identity by identity. It asks the index for what expires until then, and looks at nobody
 * else (S1).
 * @throws DormouseError `INVALID_ARGUMENT`; `INVALID_INSTANT`; `IDENTITY_NOT_FOUND`; `ABORTED`.
 */
export async function* upcomingActs(runtime: Runtime, request: UpcomingActsRequest): AsyncGenerator<UpcomingAct> {
  const asked = readAsked(request);
  const { accountId, until, kinds } = asked;
  const from = runtime.now();
  const { revision } = await runtime.storage.policies(accountId);
  const active = await runtime.policies.get(accountId, revision);
  for await (const chunk of chunksOf(subjectsOf(runtime, asked), CHUNK)) {
    checkStop(request.signal);
    const wanted = kinds === null ? chunk : chunk.filter(({ subject }) => kinds.includes(subject.identity.kind));
    yield* await underFacts(runtime.policies.factSource, active, (under) => {
      const schedule = schedulerOf(imaginedContext(under, from));
      return wanted.flatMap((stored) => actsOf(stored, () => schedule(stored, until).acts, asked));
    });
  }
}

/** One that cannot be judged has nothing scheduled; sweeps report it (S7). */
function actsOf(
  { subject }: StoredSubject,
  schedule: () => readonly ScheduledAct[],
  { until, policyId, actions }: Asked,
): readonly UpcomingAct[] {
  const { id: identityId, kind } = subject.identity;
  try {
    return schedule()
      .filter((act) => act.at <= until && (policyId === null || act.policyId === policyId))
      .filter((act) => actions?.includes(act.action) !== false)
      .map((act) => ({ identityId, kind, ...act }));
  } catch (error) {
    if (!isDormouseError(error)) throw error;
    return [];
  }
}

async function* subjectsOf(
  { storage }: Runtime,
  { accountId, identityId, until }: Asked,
): AsyncGenerator<StoredSubject> {
  if (identityId === null) {
    yield* storage.scanDue(accountId, until);
    return;
  }
  const { stored } = await storage.read(accountId, [identityId]);
  const [only] = stored;
  if (only === undefined || only === null) {
    throw new DormouseError('IDENTITY_NOT_FOUND', 'there is no identity with this id in the account', { identityId });
  }
  yield only;
}

type Key = readonly [at: Instant, identityId: string, place: string];

/** Sorting now and then costs less than keeping the list sorted. */
const ROOM = 1_000;

/**
 * The same as a listing, the soonest first. Each page looks through what is scheduled and keeps no more than it answers.
 * @throws DormouseError as {@link upcomingActs}; `INVALID_CURSOR`.
 */
export async function listUpcoming(runtime: Runtime, request: ListUpcomingRequest): Promise<ListPage<UpcomingAct>> {
  const asked = readAsked(request);
  const { accountId, ...filter } = asked;
  const limit = checkLimit(request.limit);
  const listing: Listing = { name: 'schedule', accountId, filter: JSON.stringify(filter) };
  const after = readCursor(listing, request.cursor) as Key | null;
  let found: UpcomingAct[] = [];
  for await (const act of upcomingActs(runtime, request)) {
    if (after === null || compareKeys(keyOf(act), after) > 0) found.push(act);
    if (found.length > 2 * limit + ROOM) found = soonest(found, limit + 1);
  }
  const items = soonest(found, limit + 1);
  const last = items[limit - 1];
  if (items.length <= limit || last === undefined) return { items, cursor: null };
  return { items: items.slice(0, limit), cursor: writeCursor(listing, keyOf(last)) };
}

function keyOf({ at, identityId, policyId, ruleId, stageId, setId, action, what }: UpcomingAct): Key {
  return [at, identityId, JSON.stringify([policyId, ruleId, setId, stageId, action, what])];
}

function compareKeys(left: Key, right: Key): number {
  return left[0] - right[0] || compareIds(left[1], right[1]) || compareIds(left[2], right[2]);
}

function soonest(found: readonly UpcomingAct[], most: number): UpcomingAct[] {
  return [...found].sort((left, right) => compareKeys(keyOf(left), keyOf(right))).slice(0, most);
}
