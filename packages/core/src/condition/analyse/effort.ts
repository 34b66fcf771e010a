import type { Leaf } from '../language';
import type { LeafUse } from './leaf-use';

/** How much reasoning may still be done, in comparisons. It bounds what a hostile document can ask for (semantics §13). */
export interface Effort {
  left: number;
  /** What was read already. */
  readonly leaves: Map<Leaf, LeafUse>;
}

/** As much as is asked for; by default enough for any sane policy, and some tens of milliseconds at the most. */
export function newEffort(comparisons = 150_000): Effort {
  return { left: comparisons, leaves: new Map() };
}
