import type { OracleRequirement } from './situation';
import { never } from './time';

export type Effective = OracleRequirement['state'] | 'RENEWAL_DUE' | 'OVERDUE';

/** R1, with every interval closed at its start and open at its end (T6). */
export function effectiveState(requirement: OracleRequirement, t: number): Effective {
  if (requirement.state === 'PENDING') return t >= requirement.dueAt ? 'OVERDUE' : 'PENDING';
  if (requirement.state !== 'MET' || t < requirement.validUntil) return requirement.state;
  return t < requirement.graceEnd ? 'RENEWAL_DUE' : 'OVERDUE';
}

/** Since when it is overdue, or will be: this dates a control of R2. */
export function overdueSince(requirement: OracleRequirement): number {
  if (requirement.state === 'PENDING') return requirement.dueAt;
  return requirement.state === 'MET' ? requirement.graceEnd : never;
}
