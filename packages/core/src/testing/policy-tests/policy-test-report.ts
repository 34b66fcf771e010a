import type { OperatorLike } from '../../condition/custom-operator';
import type { Storage } from '../../storage/storage';
import type { Coverage } from './coverage';

/** What to run. */
export interface PolicyTestRun {
  /** A `PolicyTestDocument` as JSON. */
  readonly document: unknown;
  /** The policies that are active in all tests. */
  readonly policies: readonly unknown[];
  /** Gives each test an empty storage: `memoryStorage`. */
  readonly createStorage: () => Storage;
  /** Custom operators (C6), as for `createDormouse`. */
  readonly operators?: readonly OperatorLike[];
}

/** Something that came otherwise than expected. */
export interface PolicyTestFailure {
  /** Which step of the timeline, from 0. */
  readonly step: number;
  /** Its instant. */
  readonly on: string;
  /** `controls: expected ["DORMANT"], got []`. */
  readonly message: string;
  /** Why it is as it is, in plain English, a sentence a line; empty when the step itself was refused. */
  readonly explanation: readonly string[];
}

/** What became of one test. */
export interface PolicyTestResult {
  readonly name: string;
  readonly passed: boolean;
  readonly failures: readonly PolicyTestFailure[];
}

export interface PolicyTestReport {
  readonly tests: readonly PolicyTestResult[];
  readonly passed: number;
  readonly failed: number;
  /** What of the policies the tests exercise: rules, stages, exemptions, sets, and each comparison both ways. */
  readonly coverage: Coverage;
}
