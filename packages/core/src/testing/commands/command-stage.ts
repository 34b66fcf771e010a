import type { Dormouse } from '../../engine/dormouse';
import type { ManualClock } from '../manual-clock';

/** An engine, its clock, and the account in which commands happen. */
export interface CommandStage {
  readonly dormouse: Dormouse;
  /** The clock of the engine; the command `wait` moves it. */
  readonly clock: Pick<ManualClock, 'now' | 'advance'>;
  readonly accountId: string;
}
