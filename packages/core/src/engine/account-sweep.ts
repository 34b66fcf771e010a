import { DormouseError, isDormouseError } from '../model/errors';
import type { GuardOutcome, Run, RunOrder } from '../model/run';
import type { Instant } from '../time/instant';
import type { Runtime } from './runtime';
import { type SweepRequest, Tally } from './sweep-report';

/** One sweep, of one account or of several. It lives for one call. */
export interface Sweep {
  readonly runtime: Runtime;
  readonly runId: string;
  readonly request: SweepRequest;
  /** What all its accounts together have counted. */
  readonly tally: Tally;
  /** How many identities may still be taken. */
  left: number;
}

/** The part of a sweep that belongs to one account: its run. */
export interface AccountSweep {
  readonly sweep: Sweep;
  readonly accountId: string;
  readonly runId: string;
  readonly startedAt: Instant;
  readonly tally: Tally;
  /** Of a run that goes on after it was halted: the approval, and the policies that it is for. */
  readonly approval: Approval | null;
  guard: GuardOutcome | null;
  /** Whether the run is on record already. */
  recorded: boolean;
}

export interface Approval {
  readonly order: RunOrder;
  readonly policyRevision: number;
}

/** Begins the part of one account. */
export function accountSweepOf(sweep: Sweep, accountId: string): AccountSweep {
  const { runId, runtime } = sweep;
  const startedAt = runtime.now();
  const tally = new Tally();
  return { sweep, accountId, runId, startedAt, tally, approval: null, guard: null, recorded: false };
}

/** The run as it stands. */
export function runOf(account: AccountSweep, state: Run['state'], endedAt: Instant | null): Run {
  const { tally, accountId, runId, startedAt, guard, approval } = account;
  const { evaluated, restricted, lifted, errors } = tally;
  return {
    id: runId,
    accountId,
    kind: 'sweep',
    state,
    startedAt,
    endedAt,
    ...{ evaluated, restricted, lifted, errors },
    acted: tally.acted(),
    guard,
    resumed: approval?.order ?? null,
    undoes: null,
    undoneBy: null,
  };
}

/** Whether the sweep must end: it took as many as it may, or its signal says so. */
export function isOver({ left, request }: Sweep): boolean {
  return left <= 0 || isAborted(request);
}

export function isAborted({ signal }: SweepRequest): boolean {
  return signal?.aborted === true;
}

/** Lets the host breathe. What its callbacks throw goes to `onListenerError`, and stops nothing. */
export async function breathe({ runtime, request }: Sweep): Promise<void> {
  try {
    await request.pause?.();
  } catch (error) {
    runtime.report(error);
  }
}

/** An error that belongs to the account alone: its policies or settings cannot be read. */
export function isTroubleOfAccount(error: unknown): boolean {
  return isDormouseError(error, 'INVALID_POLICY') || isDormouseError(error, 'INVALID_ARGUMENT');
}

/** Thrown inside a decision, to the sweep itself: other policies are in force than those the guard has looked at. */
export class PoliciesMoved extends DormouseError {
  constructor() {
    super('CONFLICT', 'the policies have changed since the guard looked');
  }
}
