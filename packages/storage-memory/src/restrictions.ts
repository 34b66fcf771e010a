import { DormouseError, type Instant, type Restricts } from '@dormouse/core';

/** How many identities were restricted by one commit, and when. */
export interface Restriction {
  readonly at: Instant;
  readonly identities: number;
}

/** How long a count is kept. The guard looks back 24 hours. */
const KEPT = 86_400_000;

/** How many identities were restricted later than an instant (S4). */
export function restrictedSince(restrictions: readonly Restriction[], since: Instant): number {
  let sum = 0;
  for (const { at, identities } of restrictions) if (at > since) sum += identities;
  return sum;
}

/** @throws DormouseError `GUARD_EXCEEDED` when a commit would restrict more than it may. */
export function checkRestricts(restrictions: readonly Restriction[], { identities, since, most }: Restricts): void {
  if (most === null || identities === 0) return;
  const restricted = restrictedSince(restrictions, since);
  if (restricted + identities <= most) return;
  throw new DormouseError('GUARD_EXCEEDED', 'policies would restrict more identities than the guard allows', {
    restricted,
    identities,
    most,
  });
}

/** Adds to the count, and forgets what is too old to matter: the list stays as short as a day is. */
export function addRestricts(restrictions: Restriction[], { identities, at }: Restricts): void {
  if (identities === 0) return;
  restrictions.push({ at, identities });
  const kept = restrictions.filter((restriction) => restriction.at > at - KEPT);
  if (kept.length < restrictions.length) restrictions.splice(0, restrictions.length, ...kept);
}
