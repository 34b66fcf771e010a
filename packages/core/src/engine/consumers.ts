import { DormouseError } from '../model/errors';
import { isObject } from '../model/shape';
import type { BlockedStream, ConsumerState } from '../storage/consumer-state';
import { checkId, checkOptionalId } from './check-input';
import { type ConsumerRun, consumeAccount, isOver } from './consume-account';
import type { ConsumeReport, ConsumeRequest, EventHandler, ParkedEvent } from './consumer-report';
import type { Runtime } from './runtime';

/** Which parked events. */
export interface ParkedRequest {
  readonly name: string;
  readonly accountId: string;
  /** The identity whose parked event it is; null: the account's own. Default: all of the account. */
  readonly identityId?: string | null;
}

const DEFAULTS = { tries: 5, retryAfter: 1_000, mostBlocked: 100, leaseFor: 60_000 } as const;
const PAGE = 100;

/**
 * Hands the events of the log to a named consumer (E5): at least once, in order per identity, without a gap, from where
 * it stopped, also after a crash. An event that fails is tried again by later runs, and parked after `tries`. Meanwhile
 * later events of the same identity wait behind it, because they may make no sense without it; all others go on.
 * @throws DormouseError `INVALID_ARGUMENT`. An error of the storage ends the run; what was saved before stays.
 */
export async function consume(runtime: Runtime, request: ConsumeRequest): Promise<ConsumeReport> {
  const run = readRequest(runtime, request);
  const accountId = checkOptionalId(request.accountId, 'accountId');
  for await (const id of accountId === null ? backlogOf(runtime, run.name) : ifThere(runtime, accountId)) {
    if (isOver(run)) break;
    await consumeAccount(run, id);
  }
  const { handled, failed, parked, busy, halted } = run;
  return { handled, failed, parked, busy, halted, aborted: run.signal?.aborted === true };
}

/** An account without events is not written to. */
async function* ifThere(runtime: Runtime, accountId: string): AsyncGenerator<string> {
  const { items } = await runtime.storage.events(accountId, {}, { after: null, limit: 1 });
  if (items.length > 0) yield accountId;
}

async function* backlogOf(runtime: Runtime, name: string): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const page: { items: readonly string[]; more: boolean } = await runtime.storage.consumerBacklog(
      name,
      runtime.now(),
      { after, limit: PAGE },
    );
    yield* page.items;
    after = page.items[page.items.length - 1] ?? null;
    if (!page.more || after === null) return;
  }
}

function readRequest(runtime: Runtime, request: ConsumeRequest): ConsumerRun {
  const { handle, signal = null } = request;
  if (typeof handle !== 'function') {
    throw new DormouseError('INVALID_ARGUMENT', 'handle must be a function', { name: 'handle' });
  }
  return {
    runtime,
    name: checkId(request.name, 'name'),
    owner: runtime.newId(),
    handle: handle as EventHandler,
    signal,
    tries: whole(request.tries, 'tries', DEFAULTS.tries, 1),
    retryAfter: whole(request.retryAfter, 'retryAfter', DEFAULTS.retryAfter, 0),
    mostBlocked: whole(request.mostBlocked, 'mostBlocked', DEFAULTS.mostBlocked, 1),
    leaseFor: whole(request.leaseFor, 'leaseFor', DEFAULTS.leaseFor, 1),
    left: whole(request.limit, 'limit', Number.MAX_SAFE_INTEGER, 1),
    handled: 0,
    failed: 0,
    parked: [],
    busy: [],
    halted: [],
  };
}

function whole(value: number | null | undefined, name: string, fallback: number, least: number): number {
  if (value === undefined || value === null) return fallback;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new DormouseError('INVALID_ARGUMENT', `${name} must be a whole number from ${least}`, { name });
}

/**
 * The parked events of a consumer in an account, in the order of failing.
 * @throws DormouseError `INVALID_ARGUMENT`.
 */
export async function parkedOf(runtime: Runtime, request: ParkedRequest): Promise<readonly ParkedEvent[]> {
  const { accountId, name } = checkParked(request);
  const { blocked } = await runtime.storage.updateConsumer(accountId, name, (state) => state);
  return blocked.flatMap((stream) => (isAsked(stream, request) ? parkedEvent(accountId, stream) : []));
}

/**
 * Lets parked events be tried again, from the first try on: the next run does it.
 * @returns how many.
 * @throws DormouseError `INVALID_ARGUMENT`.
 */
export async function retryParked(runtime: Runtime, request: ParkedRequest): Promise<number> {
  const { accountId, name } = checkParked(request);
  const retryAt = runtime.now();
  return release(runtime, accountId, name, request, (stream) => ({ ...stream, tries: 0, parkedAt: null, retryAt }));
}

/**
 * Leaves parked events out for good: the consumer will never have handled them. The next run goes on with the events
 * that wait behind them.
 * @returns how many.
 * @throws DormouseError `INVALID_ARGUMENT`.
 */
export async function skipParked(runtime: Runtime, request: ParkedRequest): Promise<number> {
  const { accountId, name } = checkParked(request);
  const retryAt = runtime.now();
  return release(runtime, accountId, name, request, (stream) => {
    return { ...stream, position: stream.position + 1, tries: 0, parkedAt: null, retryAt };
  });
}

async function release(
  runtime: Runtime,
  accountId: string,
  name: string,
  request: ParkedRequest,
  change: (stream: BlockedStream) => BlockedStream,
): Promise<number> {
  let released = 0;
  await runtime.storage.updateConsumer(accountId, name, (state): ConsumerState => {
    released = state.blocked.filter((stream) => isAsked(stream, request)).length;
    if (released === 0) return state;
    return { ...state, blocked: state.blocked.map((stream) => (isAsked(stream, request) ? change(stream) : stream)) };
  });
  return released;
}

function checkParked(request: ParkedRequest): { readonly accountId: string; readonly name: string } {
  const { identityId } = request;
  if (isObject(request) && identityId !== undefined && identityId !== null) checkId(identityId, 'identityId');
  return { accountId: checkId(request.accountId, 'accountId'), name: checkId(request.name, 'name') };
}

function isAsked(stream: BlockedStream, { identityId }: ParkedRequest): boolean {
  return stream.parkedAt !== null && (identityId === undefined || stream.identityId === identityId);
}

function parkedEvent(accountId: string, stream: BlockedStream): ParkedEvent[] {
  const { identityId, position, sequence, type, tries, error, parkedAt } = stream;
  return parkedAt === null ? [] : [{ accountId, identityId, position, sequence, type, tries, error, parkedAt }];
}
