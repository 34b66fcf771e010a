import type { Zone } from '../time/zone';
import type { CustomOperator } from './custom-operator';

/** What turning a plan into functions needs. */
export interface CompileContext {
  readonly zone: Zone;
  readonly operators: ReadonlyMap<string, CustomOperator>;
  /** How many elements of lists one leaf may go through: see `stepsPerLeaf`. */
  readonly steps: number;
}
