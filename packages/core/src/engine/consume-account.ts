import { upgradeEvent } from '../model/upgrade-event';
import type { BlockedStream } from '../storage/consumer-state';
import type { LoggedEvent, StopSignal } from '../storage/storage';
import type { EventHandler, ParkedEvent } from './consumer-report';
import { ConsumerSession, LeaseLost } from './consumer-session';
import type { Runtime } from './runtime';

/** One run of a consumer, over all its accounts. */
export interface ConsumerRun {
  readonly runtime: Runtime;
  readonly name: string;
  readonly owner: string;
  readonly handle: EventHandler;
  readonly signal: StopSignal | null;
  readonly tries: number;
  readonly retryAfter: number;
  readonly mostBlocked: number;
  readonly leaseFor: number;
  /** How many events may still be handed over. */
  left: number;
  handled: number;
  failed: number;
  readonly parked: ParkedEvent[];
  readonly busy: string[];
  readonly halted: string[];
}

const PAGE = 100;
/** The longest text of an error that is kept. */
const LONGEST_ERROR = 500;

export function isOver({ left, signal }: ConsumerRun): boolean {
  return left <= 0 || signal?.aborted === true;
}

/**
 * Hands the events of one account over: first those that failed and may be tried again, with what waits behind them,
 * then the log from where the consumer stopped. Events are handed over one at a time.
 */
export async function consumeAccount(run: ConsumerRun, accountId: string): Promise<void> {
  const { runtime, name, owner, leaseFor } = run;
  const session = await ConsumerSession.begin({ ...runtime, accountId, name, owner, leaseFor });
  if (session === null) {
    run.busy.push(accountId);
    return;
  }
  try {
    await retryBlocked(run, accountId, session);
    await handleLog(run, accountId, session);
    await session.save(false);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    run.busy.push(accountId);
  }
}

async function retryBlocked(run: ConsumerRun, accountId: string, session: ConsumerSession): Promise<void> {
  const now = run.runtime.now();
  for (const stream of session.blocked) {
    if (stream.retryAt !== null && stream.retryAt <= now) await catchUp(run, accountId, session, stream);
  }
}

/** Hands over the event that failed and those that wait behind it, until one fails or the stream is free again. */
async function catchUp(
  run: ConsumerRun,
  accountId: string,
  session: ConsumerSession,
  blocked: BlockedStream,
): Promise<void> {
  let stream = blocked;
  for (;;) {
    const { identityId, position } = stream;
    const page = { after: position - 1, limit: PAGE };
    const { items, more } = await run.runtime.storage.events(accountId, { identityId }, page);
    for (const logged of items) {
      if (logged.position > session.position) return session.unblock(identityId);
      // What was handled must not be handed over again when the run stops in the middle.
      if (logged.position !== stream.position) stream = { ...stream, ...placeOf(logged), tries: 0 };
      session.block(stream);
      if (isOver(run)) return;
      const error = await attempt(run, logged, stream.tries + 1);
      if (error !== null) return session.block(failed(run, accountId, logged, stream.tries + 1, error.message));
      stream = { ...stream, position: logged.position + 1, tries: 0 };
      session.block(stream);
      await session.saveNowAndThen();
    }
    if (!more) return session.unblock(identityId);
  }
}

async function handleLog(run: ConsumerRun, accountId: string, session: ConsumerSession): Promise<void> {
  for (;;) {
    if (isOver(run)) return;
    const page = { after: session.position, limit: Math.min(PAGE, run.left) };
    const { items, more } = await run.runtime.storage.events(accountId, {}, page);
    for (const logged of items) {
      if (isOver(run)) return;
      const { identityId } = logged.event;
      if (session.blockedOf(identityId) === null) {
        // A stream that could not be blocked would be lost: there must be room before the event is tried.
        if (session.blocked.length >= run.mostBlocked) {
          run.halted.push(accountId);
          return;
        }
        const error = await attempt(run, logged, 1);
        if (error !== null) session.block(failed(run, accountId, logged, 1, error.message));
      }
      session.advance(logged);
      await session.saveNowAndThen();
    }
    if (!more) return;
  }
}

/** Hands one event over; the error of a failed try. */
async function attempt(run: ConsumerRun, logged: LoggedEvent, number: number): Promise<Error | null> {
  run.left -= 1;
  try {
    await run.handle(upgradeEvent(logged.event), { position: logged.position, attempt: number });
    run.handled += 1;
    return null;
  } catch (error) {
    run.failed += 1;
    run.runtime.report(error);
    return error instanceof Error ? error : new Error(String(error));
  }
}

function failed(
  run: ConsumerRun,
  accountId: string,
  logged: LoggedEvent,
  tries: number,
  message: string,
): BlockedStream {
  const failedAt = run.runtime.now();
  const isParked = tries >= run.tries;
  const error = message.slice(0, LONGEST_ERROR);
  const place = { identityId: logged.event.identityId, ...placeOf(logged), tries, error };
  if (isParked) run.parked.push({ accountId, ...place, parkedAt: failedAt });
  const retryAt = isParked ? null : failedAt + run.retryAfter * 4 ** (tries - 1);
  return { ...place, failedAt, retryAt, parkedAt: isParked ? failedAt : null };
}

function placeOf({ position, event }: LoggedEvent): Pick<BlockedStream, 'position' | 'sequence' | 'type'> {
  return { position, sequence: event.sequence, type: event.type };
}
