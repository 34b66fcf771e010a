import type { Instant } from '../time/instant';
import type { JsonObject } from './json';

/**
 * Anything that can act: a `user`, `service_id`, `trusted_profile`, `api_key`, `person`, `institution`, or any kind
 * the host names. It belongs to exactly one account, and may have a parent (an API key belongs to a user).
 */
export interface Identity {
  readonly accountId: string;
  readonly id: string;
  readonly kind: string;
  readonly createdAt: Instant;
  readonly parentId: string | null;
  readonly name: string | null;
  /** Free data about the identity, at most 64 KiB of JSON and 16 levels deep. */
  readonly attributes: JsonObject;
  readonly labels: readonly string[];
  /** A locked identity cannot be removed (K8). */
  readonly locked: boolean;
}
