import type { Zone } from '../time/zone';
import type { CustomOperator } from './custom-operator';
import type { HostFactTypes } from './language';

/** What turning a plan into functions needs. */
export interface CompileContext {
  readonly zone: Zone;
  readonly operators: ReadonlyMap<string, CustomOperator>;
  /** The host facts that conditions may read (C7). Default: none. */
  readonly hostFacts?: HostFactTypes | undefined;
  /** How many elements of lists one leaf may go through: see `stepsPerLeaf`. */
  readonly steps: number;
}
