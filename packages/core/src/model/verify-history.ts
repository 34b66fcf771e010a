import { type ChainHead, type ChainLink, emptyChain, type HashText, hashOf } from './chain';
import type { DormouseEvent } from './event';
import { personalIn, type Salts } from './personal-data';
import { createSha256 } from './sha256';

/** What can be wrong with a history (E3). */
export type HistoryFaultCode =
  /** The content of an event is not what its hash was made of. */
  | 'EDITED'
  /** An event does not follow the one before it: one was lost, inserted, repeated, replaced, or put elsewhere. */
  | 'NOT_IN_ORDER'
  /** An event of another identity or account. */
  | 'NOT_OF_THIS_HISTORY'
  /** The last event is not the head that was kept elsewhere: the end was cut off, or the whole was written anew. */
  | 'NOT_THE_HEAD';

/** The first fault of a history, and where it is. */
export interface HistoryFault {
  readonly code: HistoryFaultCode;
  /** The place among the events that were given, from 0; their number for a fault of the end. */
  readonly index: number;
  /** The sequence that the event at this place should have. */
  readonly sequence: number;
  readonly message: string;
}

/** How a verification ended. `head`: the end of what is proven. */
export type VerifiedHistory =
  | { readonly ok: true; readonly events: number; readonly head: ChainHead }
  | { readonly ok: false; readonly events: number; readonly head: ChainHead; readonly fault: HistoryFault };

export interface VerifyOptions {
  /** The hash of the last event, kept where the log is not. Without it a cut-off end cannot be seen. */
  readonly head?: string;
  /** What comes before the first event, where earlier ones were archived. Default: nothing. */
  readonly from?: ChainHead;
  /** The hash function that linked the events. Default: SHA-256. */
  readonly hash?: HashText;
}

/** Verifies a history event by event, so that it need not be in memory. It lives for one history. */
export interface HistoryVerifier {
  /** Answers whether all is well so far. After a fault it looks at nothing more. */
  readonly add: (event: DormouseEvent) => boolean;
  readonly end: () => VerifiedHistory;
}

/**
 * Verifies the history of one identity, or of one account itself: finds any edit, insertion, loss and reordering, given
 * the head that was kept elsewhere (E3). It reads nothing but the events.
 * @param events All events of one chain, in order.
 * @example verifyHistory(events, { head }).ok
 */
export function verifyHistory(events: Iterable<DormouseEvent>, options: VerifyOptions = {}): VerifiedHistory {
  const verifier = createHistoryVerifier(options);
  for (const event of events) if (!verifier.add(event)) break;
  return verifier.end();
}

/** The same, for events that come one by one. */
export function createHistoryVerifier(options: VerifyOptions = {}): HistoryVerifier {
  const hash = options.hash ?? createSha256();
  let head: ChainHead = options.from ?? emptyChain;
  let events = 0;
  let first: DormouseEvent | null = null;
  let fault: HistoryFault | null = null;
  return {
    add: (event) => {
      if (fault !== null) return false;
      first ??= event;
      const found = faultOf(event, first, head, hash);
      if (found === null) {
        head = { sequence: event.sequence, hash: event.hash };
        events += 1;
      } else fault = { ...found, index: events, sequence: head.sequence + 1 };
      return fault === null;
    },
    end: () => {
      if (fault === null && options.head !== undefined && options.head !== head.hash) {
        fault = { ...notTheHead, index: events, sequence: head.sequence + 1 };
      }
      return fault === null ? { ok: true, events, head } : { ok: false, events, head, fault };
    },
  };
}

type Found = Pick<HistoryFault, 'code' | 'message'>;

const notTheHead: Found = {
  code: 'NOT_THE_HEAD',
  message: 'the history does not end with the head that was given: its end is missing, or it was written anew',
};

function faultOf(event: DormouseEvent, first: DormouseEvent, head: ChainHead, hash: HashText): Found | null {
  if (event.accountId !== first.accountId || event.identityId !== first.identityId) {
    return { code: 'NOT_OF_THIS_HISTORY', message: 'an event of another identity or account' };
  }
  if (event.sequence !== head.sequence + 1) {
    return { code: 'NOT_IN_ORDER', message: `the sequence is ${event.sequence} instead of ${head.sequence + 1}` };
  }
  if (event.previousHash !== head.hash) {
    return { code: 'NOT_IN_ORDER', message: 'previousHash is not the hash of the event before' };
  }
  return isItsOwn(event, hash) ? null : { code: 'EDITED', message: 'the content is not what the hash was made of' };
}

/** Content that JSON cannot hold was never hashed. */
function isItsOwn(event: ChainLink, hash: HashText): boolean {
  try {
    return hashOf(event, hash) === event.hash && hasItsSalts(event);
  } catch {
    return false;
  }
}

/** Salts are not hashed themselves: each must have its data, or somebody has added it (E3a). */
function hasItsSalts(event: ChainLink & Partial<Pick<DormouseEvent, 'data'>> & { readonly salts?: Salts }): boolean {
  if (event.salts === undefined) return true;
  const personal: ReadonlySet<string> = personalIn(event.data);
  return Object.entries(event.salts).every(([field, salt]) => typeof salt === 'string' && personal.has(field));
}
