import type { Instant } from '../time/instant';
import type { ActivityOfType } from './activity';
import type { Control } from './control';
import type { Exemption } from './exemption';
import type { Identity } from './identity';
import type { StageProgress } from './progress';
import type { Requirement } from './requirement';

/**
 * Everything that an evaluation reads about one identity, and the unit of consistency in storage.
 * The order of the lists carries no meaning (L2).
 */
export interface Subject {
  readonly identity: Identity;
  readonly activity: readonly ActivityOfType[];
  /** All controls, the deleted ones too: they say when the clock restarted (A3). */
  readonly controls: readonly Control[];
  readonly requirements: readonly Requirement[];
  readonly exemptions: readonly Exemption[];
  readonly progress: readonly StageProgress[];
  /** When a command last deleted, undid or reopened the last inactivity control (A3). */
  readonly reactivatedAt: Instant | null;
  /** When the status was first found APPROVED (R4, R5). */
  readonly approvedAt: Instant | null;
}
