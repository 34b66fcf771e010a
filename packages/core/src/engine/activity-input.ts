import type { InstantInput } from '../model/time-checks';

/** Something that an identity did. */
export interface ActivityInput {
  readonly identityId: string;
  readonly type: string;
  readonly at: InstantInput;
  /** Default: `success`. */
  readonly outcome?: 'success' | 'failure' | null;
  /** How many times, the last one at `at`; all are counted on its day (A8). Default: 1. */
  readonly count?: number | null;
}
