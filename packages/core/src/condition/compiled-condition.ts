import type { Subject } from '../model/subject';
import type { Instant } from '../time/instant';
import type { Horizon } from './horizon';
import type { HostAnswerer } from './host-answer';
import type { Truth } from './truth';

/** A checked condition, ready to be asked. */
export interface CompiledCondition {
  /**
   * The truth at `at`. Sets `horizon.until` (overwrites it) to an instant after `at` such that, with unchanged facts,
   * the truth is the same for every instant in `[at, horizon.until)` (C5); `Infinity` when it can never change.
   */
  readonly test: (subject: Subject, at: Instant, horizon: Horizon) => Truth;
  /** When the truth is unknown: the names of the facts to blame, sorted, each once (C2). */
  readonly blame: (subject: Subject, at: Instant, host?: HostAnswerer | null) => readonly string[];
  /** Whether the horizon can be finite: `olderThan`, `youngerThan`, or the facts `controls` and `requirements` (C5). */
  readonly readsTime: boolean;
  /** Whether it reads a fact that recording activity changes (S1). */
  readonly readsActivity: boolean;
  /** Whether it reads a host fact (C7): `horizon.host` then gives the answers of those leaves. */
  readonly readsHostFacts: boolean;
}
