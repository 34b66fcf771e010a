import type { Subject } from '../../model/subject';
import type { Instant } from '../../time/instant';
import { addDuration } from '../../time/zone';
import { lastActiveAt } from '../identity-state';
import type { Lens } from './report-request';

/**
 * Whether an identity was inactive for the duration of a report (V2): `absent` is one that was not there yet,
 * `undetermined` one that was never used since tracking began, which is too short a time to tell (A3).
 */
export type Verdict = 'inactive' | 'active' | 'undetermined' | 'absent';

export interface Inactivity {
  readonly verdict: Verdict;
  readonly lastActiveAt: Instant | null;
  /** From when its silence counts: its last success; its creation, or the beginning of tracking, when it has none. */
  readonly since: Instant;
}

/**
 * What a report says of one identity. One that was used after the instant of the report is active: the summary keeps the
 * latest success only, so how long it was silent before nobody can tell.
 */
export function inactivityOf(subject: Subject, lens: Omit<Lens, 'accountId'>): Inactivity {
  const { at, trackingSince } = lens;
  const { createdAt } = subject.identity;
  const last = lastActiveAt(subject);
  if (createdAt > at) return { verdict: 'absent', lastActiveAt: last, since: createdAt };
  if (last !== null) return { verdict: isOver(last, lens) ? 'inactive' : 'active', lastActiveAt: last, since: last };
  const since = trackingSince === null ? createdAt : Math.max(createdAt, trackingSince);
  if (isOver(since, lens)) return { verdict: 'inactive', lastActiveAt: null, since };
  return { verdict: isOver(createdAt, lens) ? 'undetermined' : 'active', lastActiveAt: null, since };
}

/** T4: inclusive, and never a division of milliseconds into days. */
function isOver(since: Instant, { at, inactiveFor, zone }: Omit<Lens, 'accountId'>): boolean {
  return since <= at && addDuration(since, inactiveFor, zone) <= at;
}
