import type { DueAction } from '../evaluate/evaluation';
import type { StopSignal } from '../storage/storage';

export interface SweepRequest {
  /** Default: every account with something due. */
  readonly accountId?: string | null;
  /** How many identities to take at the most. Default: all that are due. */
  readonly limit?: number | null;
  /** An `AbortSignal`: it stops the sweep between two batches. */
  readonly signal?: StopSignal | null;
  /** Told after each batch. The sweep waits for the promise that it returns, so that a host can breathe. */
  readonly onProgress?: ((progress: SweepProgress) => unknown) | null;
}

/** How often a sweep did one thing. */
export interface ActedCount {
  readonly action: DueAction['action'];
  /** null: a control that overdue requirements set (R2). */
  readonly policyId: string | null;
  /** The rule and stage that acted; null where a requirement set did. */
  readonly ruleId: string | null;
  readonly stageId: string | null;
  /** The requirement set that opened; null where a rule acted. */
  readonly setId: string | null;
  readonly count: number;
}

/** An identity that a sweep could not judge (S7). Its evaluation was put off for an hour. */
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
  /** The signal stopped it: what is left is for the next sweep. */
  readonly aborted: boolean;
}

const MOST_TROUBLES = 100;

/** Counts for a report. */
export class Tally {
  evaluated = 0;
  errors = 0;
  readonly troubles: SweepTrouble[] = [];
  readonly #acted = new Map<string, ActedCount>();

  addTrouble(trouble: SweepTrouble): void {
    this.errors += 1;
    if (this.troubles.length < MOST_TROUBLES) this.troubles.push(trouble);
  }

  addAction(action: DueAction): void {
    const { policyId, ruleId, stageId, setId } = describe(action);
    // Ids hold no control characters, so that this text tells all of them apart.
    const key = `${policyId}\n${ruleId}\n${stageId}\n${setId}\n${action.action}`;
    const count = (this.#acted.get(key)?.count ?? 0) + 1;
    this.#acted.set(key, { action: action.action, policyId, ruleId, stageId, setId, count });
  }

  /** Sorted by policy, rule, stage, set and action. */
  acted(): readonly ActedCount[] {
    return [...this.#acted].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, counted]) => counted);
  }
}

function describe(action: DueAction): Omit<ActedCount, 'action' | 'count'> {
  return {
    policyId: 'policyId' in action ? action.policyId : null,
    ruleId: 'ruleId' in action ? action.ruleId : null,
    stageId: 'stageId' in action ? action.stageId : null,
    setId: 'setId' in action ? action.setId : null,
  };
}
