import type { Instant } from '../time/instant';

/** Who set a control: a policy, the host's client, or an operator (a person with authority over both). */
export type ControlAuthority = 'POLICY' | 'CLIENT' | 'OPERATOR';

/** Where a control that a policy set comes from. */
export interface ControlCause {
  /** null: overdue requirements set it (R2), whichever policy demanded them. */
  readonly policyId: string | null;
  readonly version: number | null;
  readonly ruleId: string | null;
  readonly stageId: string | null;
  readonly runId: string | null;
}

/** A restriction on an identity (K1). It is never erased: deleting one fills `deletedAt` and its companions. */
export interface Control {
  readonly id: string;
  readonly accountId: string;
  readonly identityId: string;
  readonly type: string;
  readonly setBy: ControlAuthority;
  readonly actor: string | null;
  readonly overridable: boolean;
  readonly reasonCode: string;
  readonly reason: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly deletedAt: Instant | null;
  readonly deletedBy: string | null;
  readonly deletionReason: string | null;
  readonly cause: ControlCause | null;
  /** The overdue requirements that caused it (R2). */
  readonly requirementIds: readonly string[];
}

/** The instant at which a control ends: the first of deletion and expiry, `Infinity` when neither is set (K5). */
export function controlEnd(control: Control): Instant {
  const deleted = control.deletedAt ?? Number.POSITIVE_INFINITY;
  const expires = control.expiresAt ?? Number.POSITIVE_INFINITY;
  return Math.min(deleted, expires);
}

/** Whether a control is in force at an instant: it is active in `[createdAt, first of deletedAt and expiresAt)`. */
export function isControlActive(control: Control, at: Instant): boolean {
  return (
    control.createdAt <= at &&
    (control.deletedAt === null || control.deletedAt > at) &&
    (control.expiresAt === null || control.expiresAt > at)
  );
}
