import type { DueAction } from '../evaluate/evaluation';
import type { ActedCount, RestrictedCount, Run } from '../model/run';
import type { StopSignal } from '../storage/storage';
import { type UndecidedCount, type UndecidedIdentity, UndecidedTally } from './undecided-tally';

export interface SweepRequest {
  /** Default: every account with something due. */
  readonly accountId?: string | null;
  /** How many identities to take at the most. Default: all that are due. */
  readonly limit?: number | null;
  /** An `AbortSignal`: it stops the sweep between two batches. */
  readonly signal?: StopSignal | null;
  /** Told after each batch. The sweep waits for the promise that it returns, so that a host can breathe. */
  readonly onProgress?: ((progress: SweepProgress) => unknown) | null;
  /**
   * Asked for after each batch, and waited for: a storage in memory gives the event loop no turn of its own, so that
   * without it no signal could come in between. Example: `() => new Promise((done) => setImmediate(done))`.
   */
  readonly pause?: (() => unknown) | null;
}

/**
 * An identity that a sweep could not judge, whose evaluation was put off for an hour, or for which the host's
 * `activitySource` failed, which is due still (S6, S7).
 */
export interface SweepTrouble {
  readonly accountId: string;
  /** null: the policies of the whole account could not be compiled. */
  readonly identityId: string | null;
  readonly error: unknown;
}

/** How far a sweep has come. */
export interface SweepProgress {
  readonly runId: string;
  readonly accountId: string;
  readonly evaluated: number;
  readonly errors: number;
}

/** What a sweep did. */
export interface SweepReport {
  readonly runId: string;
  /** Identities whose expired evaluation was renewed, those in trouble included. */
  readonly evaluated: number;
  readonly acted: readonly ActedCount[];
  readonly errors: number;
  /** The first 100 of the errors. */
  readonly troubles: readonly SweepTrouble[];
  /** About whom policies could not decide, and so restricted nobody: how many of those it evaluated, by place (S7). */
  readonly undecided: readonly UndecidedCount[];
  /** The first 100 of them, one for each place. */
  readonly undecidedExamples: readonly UndecidedIdentity[];
  /** What became of each account that had something due, as it is on record. */
  readonly runs: readonly Run[];
  /** The guard halted the run of an account: see its `guard`, and `runs.resume` (S4). */
  readonly halted: boolean;
  /** The signal stopped it: what is left is for the next sweep. */
  readonly aborted: boolean;
}

const MOST_TROUBLES = 100;

type Counting = { -readonly [K in keyof ActedCount]: ActedCount[K] };

/** Counts for a report. */
export class Tally {
  evaluated = 0;
  restricted = 0;
  lifted = 0;
  errors = 0;
  readonly troubles: SweepTrouble[] = [];
  readonly undecided: UndecidedTally = new UndecidedTally();
  readonly #acted = new Map<string, Counting>();
  #last: Counting | null = null;

  addTrouble(trouble: SweepTrouble): void {
    this.errors += 1;
    if (this.troubles.length < MOST_TROUBLES) this.troubles.push(trouble);
  }

  addAction(action: DueAction): void {
    if (this.#last !== null && isOf(this.#last, action)) this.#last.count += 1;
    else this.addActed({ action: action.action, ...placeOf(action), count: 1 });
  }

  addActed(acted: ActedCount): void {
    const { action, policyId, ruleId, stageId, setId } = acted;
    // Ids hold no control characters, so that this text tells all of them apart.
    const key = `${policyId}\n${ruleId}\n${stageId}\n${setId}\n${action}`;
    const before = this.#acted.get(key);
    this.#last = before ?? { ...acted };
    if (before === undefined) this.#acted.set(key, this.#last);
    else before.count += acted.count;
  }

  /** Adds what a run had counted before it was halted. */
  addRun({ evaluated, restricted, lifted, errors, acted }: Run): void {
    this.evaluated += evaluated;
    this.restricted += restricted;
    this.lifted += lifted;
    this.errors += errors;
    for (const counted of acted) this.addActed(counted);
  }

  /** Sorted by policy, rule, stage, set and action. */
  acted(): readonly ActedCount[] {
    return [...this.#acted].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, counted]) => ({ ...counted }));
  }
}

/** Most actions of a sweep are like the one before: those of stages are compared, and need no text. */
function isOf({ action, policyId, ruleId, stageId, setId }: ActedCount, next: DueAction): boolean {
  return (
    'stageId' in next &&
    next.action === action &&
    next.stageId === stageId &&
    next.ruleId === ruleId &&
    next.policyId === policyId &&
    setId === null
  );
}

/** Where an action comes from. */
export function placeOf(action: DueAction): Omit<RestrictedCount, 'count'> {
  return {
    policyId: 'policyId' in action ? action.policyId : null,
    ruleId: 'ruleId' in action ? action.ruleId : null,
    stageId: 'stageId' in action ? action.stageId : null,
    setId: 'setId' in action ? action.setId : null,
  };
}
