import { type AsOfRequest, type IdentityAsOf, identityAsOf } from './as-of';
import { checkObject } from './check-input';
import type { ConsumeReport, ConsumeRequest, ParkedEvent } from './consumer-report';
import { consume, type ParkedRequest, parkedOf, retryParked, skipParked } from './consumers';
import { type HistoryAudit, type VerifyRequest, verifyLog } from './history';
import type { Runtime } from './runtime';

/** The log as evidence (E3, V6). */
export interface History {
  /** Verifies one history or all of an account. Throws `INVALID_ARGUMENT`. */
  readonly verify: (request: VerifyRequest) => Promise<HistoryAudit>;
  /** Throws `IDENTITY_NOT_FOUND` when it was not registered then; `INVALID_INSTANT`, `INVALID_ARGUMENT`. */
  readonly asOf: (request: AsOfRequest) => Promise<IdentityAsOf>;
}

/** Durable delivery to named consumers (E5). */
export interface Consumers {
  /** Hands over what is new. To be called again and again; two runs at once do no harm. Throws `INVALID_ARGUMENT`. */
  readonly run: (request: ConsumeRequest) => Promise<ConsumeReport>;
  /** The events that were given up. Throws `INVALID_ARGUMENT`. */
  readonly parked: (request: ParkedRequest) => Promise<readonly ParkedEvent[]>;
  /** Lets the next run try them again; answers how many. Throws `INVALID_ARGUMENT`. */
  readonly retryParked: (request: ParkedRequest) => Promise<number>;
  /** Leaves them out for good; answers how many. Throws `INVALID_ARGUMENT`. */
  readonly skipParked: (request: ParkedRequest) => Promise<number>;
}

/** What an engine does with the log. */
export interface LogCalls {
  readonly history: History;
  readonly consumers: Consumers;
}

export function logCalls(runtime: Runtime): LogCalls {
  return {
    history: {
      verify: async (request) => verifyLog(runtime, checkObject(request)),
      asOf: async (request) => identityAsOf(runtime, checkObject(request)),
    },
    consumers: {
      run: async (request) => consume(runtime, checkObject(request)),
      parked: async (request) => parkedOf(runtime, checkObject(request)),
      retryParked: async (request) => retryParked(runtime, checkObject(request)),
      skipParked: async (request) => skipParked(runtime, checkObject(request)),
    },
  };
}
