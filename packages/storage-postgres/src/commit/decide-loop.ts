import { DormouseError } from '@dormouse/core';
import { isLost, isRetryable, Thrown, translate } from '../errors';
import { pause } from '../session/pause';
import type { Scope, Session } from '../session/session';
import type { Query, Statement } from '../sql/statement';

/** A decision that was made, and the statement that writes it; null: it writes nothing. */
export interface Made<T> {
  readonly answer: T;
  readonly write: Statement | null;
  /** Asks whether this very commit is in the database; null when making it again can do no harm. */
  readonly landed: ((query: Query) => Promise<boolean>) | null;
}

/** How a decision is made: once without locks, and again with them when something came in between. */
export interface Decider<T> {
  readonly scope: Scope;
  /** Locks what the decision is about. */
  readonly lock: (query: Query) => Promise<void>;
  /** Reads what it is about and asks the decision, which is synchronous. */
  readonly make: (query: Query) => Promise<Made<T>>;
  /** Locks from the first try on. */
  readonly locksFirst: boolean;
}

/** How often a decision is made without locks, and how often at all. */
const WITHOUT_LOCKS = 1;
const TRIES = 12;
/** How often a lost connection is tried again when nothing was written over it. */
const RECONNECTS = 4;

/**
 * Makes a decision and writes it. The first try is two statements: one reads, one writes if nothing has changed since.
 * Later tries lock first. A commit whose connection was lost is looked for before the decision is made again.
 */
export async function decideLoop<T>(session: Session, decider: Decider<T>): Promise<T> {
  const suspects: Made<T>[] = [];
  for (let tries = 0; ; tries++) {
    try {
      const step = (query: Query): Promise<T> => decideOnce(query, decider, suspects);
      const locks = decider.locksFirst || session.alone || tries >= WITHOUT_LOCKS;
      if (!locks) return await step((one) => session.query(decider.scope, one));
      return await session.transaction(decider.scope, async (query) => {
        await decider.lock(query);
        return step(query);
      });
    } catch (error) {
      if (tries + 1 >= TRIES || !mayTryAgain(session, error, tries, suspects.length > 0)) {
        throw suspects.length > 0 && isLost(error) ? unknownOutcome(error) : translate(error);
      }
      await pause(tries);
    }
  }
}

async function decideOnce<T>(query: Query, decider: Decider<T>, suspects: Made<T>[]): Promise<T> {
  for (const suspect of suspects) if ((await suspect.landed?.(query)) === true) return suspect.answer;
  const made = await decider.make(query);
  await writeOnce(query, made, suspects);
  return made.answer;
}

async function writeOnce<T>(query: Query, made: Made<T>, suspects: Made<T>[]): Promise<void> {
  if (made.write === null) return;
  try {
    await query(made.write);
  } catch (error) {
    if (isLost(error) && made.landed !== null) suspects.push(made);
    throw error;
  }
}

function mayTryAgain(session: Session, error: unknown, tries: number, isSuspect: boolean): boolean {
  if (error instanceof Thrown || error instanceof DormouseError) return false;
  if (isRetryable(error)) return true;
  return isLost(error) && session.reconnects && (isSuspect || tries + 1 < RECONNECTS);
}

function unknownOutcome(cause: unknown): DormouseError {
  const message = 'the connection was lost in a commit, and it could not be looked up what became of it';
  return new DormouseError('STORAGE_UNAVAILABLE', message, { outcome: 'unknown' }, { cause });
}

/** Asks a decision. What it throws is marked, so that it passes through unchanged. */
export function ask<T>(decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    throw new Thrown(error);
  }
}
