import type { DormouseEvent } from '../model/event';
import type { StopSignal } from '../storage/storage';
import type { Instant } from '../time/instant';

/** What a handler is told beside the event. */
export interface Delivery {
  /** The place of the event in the log of its account. It is the same at every try: a key to recognise repeats by. */
  readonly position: number;
  /** 1 at first. */
  readonly attempt: number;
}

/** Handles one event. What it throws, or rejects with, is a failed try. */
export type EventHandler = (event: DormouseEvent, delivery: Delivery) => unknown;

export interface ConsumeRequest {
  /** The consumer: it keeps its own position under this name. */
  readonly name: string;
  readonly handle: EventHandler;
  /** Default: every account with something to hand over. */
  readonly accountId?: string | null;
  /** How many events to hand over at the most. Default: all there are. */
  readonly limit?: number | null;
  /** An `AbortSignal`: it stops the run between two events. */
  readonly signal?: StopSignal | null;
  /** How often an event is tried before it is parked. Default: 5. */
  readonly tries?: number | null;
  /** How long after the first failed try the next one may come, in milliseconds; four times as long each time. Default: 1,000. */
  readonly retryAfter?: number | null;
  /** How many identities of an account may be blocked at once before the consumer stops there. Default: 100. */
  readonly mostBlocked?: number | null;
  /** How long a run that died keeps others away, in milliseconds. Default: 60,000. */
  readonly leaseFor?: number | null;
}

/** An event that was given up (E5). Later events of the same identity wait behind it. */
export interface ParkedEvent {
  readonly accountId: string;
  /** null: an event of the account itself. */
  readonly identityId: string | null;
  readonly position: number;
  readonly sequence: number;
  readonly type: string;
  readonly tries: number;
  /** The message of what the last try failed with. */
  readonly error: string;
  readonly parkedAt: Instant;
}

/** What a run of a consumer did. */
export interface ConsumeReport {
  readonly handled: number;
  /** Failed tries. */
  readonly failed: number;
  /** What was given up in this run. */
  readonly parked: readonly ParkedEvent[];
  /** Accounts that another run of the same consumer is busy with. */
  readonly busy: readonly string[];
  /** Accounts where so many identities are blocked that the consumer went no further: what it does must be mended first. */
  readonly halted: readonly string[];
  /** The signal stopped it: what is left is for the next run. */
  readonly aborted: boolean;
}
