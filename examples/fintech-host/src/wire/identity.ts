import type { IdentityState, JsonObject } from '@dormouse/core';
import type { Dialect } from '../dialect';
import { controlJson } from './control';
import { outstanding, requirementLists } from './requirements';

/** What of an identity a client gave, kept as it came. */
const KEPT = [
  'ref_id',
  'metadata',
  'person_details',
  'institution_details',
  'institution_members',
  'is_merchant',
] as const;

/** Members of the body that are kept with the identity. */
export const keptFields: readonly string[] = KEPT;

/** An identity as the API writes it. */
export function identityJson(
  dialect: Dialect,
  state: IdentityState,
  at: number,
  details: Details,
): Record<string, unknown> {
  const { identity, status, lastActiveAt, activeControls } = state;
  const kept = Object.fromEntries(
    Object.entries(identity.attributes as JsonObject).filter(
      ([key]) => KEPT.some((each) => each === key) && (key !== 'institution_members' || details.members),
    ),
  );
  return {
    id: identity.id,
    type: identity.kind,
    ...kept,
    status,
    ...(dialect === '2026' && { summary_status: status }),
    user_disabled: activeControls.some(({ setBy }) => setBy === 'CLIENT'),
    admin_disabled: activeControls.some(({ setBy }) => setBy !== 'CLIENT'),
    created_at: micros(identity.createdAt),
    // Not of Paxos: what its guide asks for and its API lacks.
    ...(lastActiveAt !== null && { last_active_at: micros(lastActiveAt) }),
    ...(details.status && { status_details: statusDetailsJson(dialect, state, at) }),
  };
}

/** Which parts a request asks for. */
export interface Details {
  readonly status: boolean;
  readonly members: boolean;
}

export function statusDetailsJson(
  dialect: Dialect,
  { activeControls, subject }: IdentityState,
  at: number,
): Record<string, unknown> {
  const controls = activeControls.map((control) => controlJson(dialect, control));
  return {
    ...((dialect === '2026' || controls.length > 0) && { active_controls: controls }),
    ...requirementLists(dialect, outstanding(subject, at)),
  };
}

/** RFC 3339 with six decimals, as the samples have it on identities. */
function micros(at: number): string {
  return new Date(at).toISOString().replace('Z', '000Z');
}
