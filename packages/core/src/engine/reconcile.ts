import { DormouseError } from '../model/errors';
import { id } from '../model/ids';
import { boolean, type Check, list, object, oneOfTexts, optional, required } from '../model/shape';
import { type Status, statuses } from '../model/status';
import { type InstantInput, toInstant } from '../model/time-checks';
import type { Instant } from '../time/instant';
import { checkId, checkShape, instantInput, withoutUndefined } from './check-input';
import { type IdentityState, stateAt } from './identity-state';
import type { Runtime } from './runtime';
import { underFacts } from './under-facts';

/** An identity as the host's own system has it. What is left out is not compared. */
export interface HostView {
  readonly id: string;
  readonly kind?: string | null;
  readonly locked?: boolean | null;
  readonly status?: Status | null;
  /** The types of the controls in force, in any order. */
  readonly controls?: readonly string[] | null;
  /** The last successful activity. */
  readonly lastActiveAt?: InstantInput | null;
}

export interface ReconcileRequest {
  readonly accountId: string;
  /** A list, or anything that gives them one by one; each id once. */
  readonly identities: Iterable<HostView> | AsyncIterable<HostView>;
  /** These are all identities that the host has: what it does not have is a difference too. Default: false. */
  readonly complete?: boolean | null;
}

/** What can differ. */
export type DifferenceKind =
  | 'NOT_IN_DORMOUSE'
  | 'NOT_IN_HOST'
  | 'KIND'
  | 'LOCKED'
  | 'STATUS'
  | 'CONTROLS'
  | 'LAST_ACTIVE';

/** Where the two systems differ about an identity. */
export interface Difference {
  readonly identityId: string;
  readonly what: DifferenceKind;
  /** What each says, where both know the identity. Instants are UTC milliseconds. */
  readonly host: string | number | boolean | readonly string[] | null;
  readonly dormouse: string | number | boolean | readonly string[] | null;
}

/** Where the host's system and Dormouse differ. Nothing was changed. */
export interface Reconciliation {
  readonly compared: number;
  readonly agreeing: number;
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** The first 10,000, in the order of the host's view, then what only Dormouse has, by id. */
  readonly differences: readonly Difference[];
}

const MOST_DIFFERENCES = 10_000;
const CHUNK = 1_000;

const instantOrNull: Check = (value, pointer, issues) => {
  if (value !== null) instantInput(value, pointer, issues);
};

const shape = object({
  id: required(id),
  kind: optional(id),
  locked: optional(boolean),
  status: optional(oneOfTexts(...statuses)),
  controls: optional(list(id, 1_000)),
  lastActiveAt: optional(instantOrNull),
});

/**
 * Compares the host's view of an account with Dormouse's, and changes nothing. An import is checked this way, and a
 * system that runs beside Dormouse.
 * @throws DormouseError `INVALID_ARGUMENT` with the place of what is no view, or of an id that comes twice.
 */
export async function reconcile(runtime: Runtime, request: ReconcileRequest): Promise<Reconciliation> {
  const accountId = checkId(request.accountId, 'accountId');
  const tally = new Differences();
  const seen = new Set<string>();
  let chunk: HostView[] = [];
  for await (const given of iterate(request.identities)) {
    const view = readView(given, seen);
    seen.add(view.id);
    chunk.push(view);
    if (chunk.length < CHUNK) continue;
    await compareChunk(runtime, accountId, chunk, tally);
    chunk = [];
  }
  if (chunk.length > 0) await compareChunk(runtime, accountId, chunk, tally);
  if (request.complete === true) {
    for await (const { subject } of runtime.storage.scan(accountId)) {
      const identityId = subject.identity.id;
      if (!seen.has(identityId)) tally.add({ identityId, what: 'NOT_IN_HOST', host: null, dormouse: null });
    }
  }
  return { compared: seen.size, ...tally.result(seen.size) };
}

function iterate(identities: ReconcileRequest['identities']): Iterable<HostView> | AsyncIterable<HostView> {
  const given: unknown = identities;
  const isIterable =
    typeof given === 'object' && given !== null && (Symbol.iterator in given || Symbol.asyncIterator in given);
  if (isIterable) return identities;
  throw new DormouseError('INVALID_ARGUMENT', 'identities must be a list, or an iterable', { name: 'identities' });
}

function readView(given: unknown, seen: ReadonlySet<string>): HostView {
  const view = withoutUndefined(given);
  checkShape(view, shape, `/${seen.size}`, 'the view is refused');
  const read = view as HostView;
  if (!seen.has(read.id)) return read;
  throw new DormouseError('INVALID_ARGUMENT', 'the id comes twice', { identityId: read.id, index: seen.size });
}

async function compareChunk(
  runtime: Runtime,
  accountId: string,
  views: readonly HostView[],
  tally: Differences,
): Promise<void> {
  const now = runtime.now();
  const ids = views.map((view) => view.id);
  const { stored, policyRevision } = await runtime.storage.read(accountId, ids);
  const active = await runtime.policies.get(accountId, policyRevision);
  const states = await underFacts(runtime.policies.factSource, active, (under) =>
    stored.map((own) => (own === null ? null : stateAt(own, under, now))),
  );
  views.forEach((view, index) => {
    const state = states[index] ?? null;
    if (state !== null) compare(view, state, tally);
    else tally.add({ identityId: view.id, what: 'NOT_IN_DORMOUSE', host: null, dormouse: null });
  });
}

function compare(view: HostView, state: IdentityState, tally: Differences): void {
  const { identity, status, activeControls, lastActiveAt } = state;
  const types = sorted(activeControls.map(({ type }) => type));
  const note = (what: DifferenceKind, host: Difference['host'] | undefined, dormouse: Difference['dormouse']): void => {
    if (host === undefined || JSON.stringify(host) === JSON.stringify(dormouse)) return;
    tally.add({ identityId: view.id, what, host, dormouse });
  };
  note('KIND', view.kind ?? undefined, identity.kind);
  note('LOCKED', view.locked ?? undefined, identity.locked);
  note('STATUS', view.status ?? undefined, status);
  note('CONTROLS', view.controls ? sorted(view.controls) : undefined, types);
  note('LAST_ACTIVE', hostInstant(view.lastActiveAt), lastActiveAt);
}

/** null says that the identity was never active; left out says nothing. */
function hostInstant(given: HostView['lastActiveAt']): Instant | null | undefined {
  return given === undefined || given === null ? given : toInstant(given);
}

function sorted(types: readonly string[]): readonly string[] {
  return [...new Set(types)].sort();
}

class Differences {
  readonly #counts = {
    NOT_IN_DORMOUSE: 0,
    NOT_IN_HOST: 0,
    KIND: 0,
    LOCKED: 0,
    STATUS: 0,
    CONTROLS: 0,
    LAST_ACTIVE: 0,
  };
  readonly #differences: Difference[] = [];
  readonly #differing = new Set<string>();

  add(difference: Difference): void {
    this.#counts[difference.what] += 1;
    if (difference.what !== 'NOT_IN_HOST') this.#differing.add(difference.identityId);
    if (this.#differences.length < MOST_DIFFERENCES) this.#differences.push(difference);
  }

  result(compared: number): Omit<Reconciliation, 'compared'> {
    const agreeing = compared - this.#differing.size;
    return { agreeing, counts: { ...this.#counts }, differences: this.#differences };
  }
}
