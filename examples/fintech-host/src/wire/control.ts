import type { Control } from '@dormouse/core';
import { type Dialect, writeReasonCode } from '../dialect';

/** A control as the API writes it. Who removed it and why stay in our own history: the API has no field for them. */
export function controlJson(dialect: Dialect, control: Control): Record<string, unknown> {
  const { id, type, reason, createdAt, deletedAt, expiresAt, overridable } = control;
  const owner = control.setBy === 'CLIENT' ? 'CLIENT' : 'PAXOS';
  const over = deletedAt ?? (expiresAt === null ? null : expiresAt);
  return {
    id,
    type,
    // The guide of 2025 and its specification name the field differently: both are sent.
    ...(dialect === '2025'
      ? { controlled_by: owner, set_by: owner }
      : { set_by: `SET_BY_${owner}`, is_overridable: overridable }),
    reason_code: writeReasonCode(dialect, control.reasonCode),
    reason: reason ?? reasonOf(control),
    created_at: seconds(createdAt),
    ...(over !== null && { deleted_at: seconds(over) }),
  };
}

/** RFC 3339 in whole seconds, as the samples have it on controls. */
export function seconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** A policy gives no reason in words: what set the control says it. */
function reasonOf({ cause, requirementIds }: Control): string {
  if (cause !== null) return `Policy ${cause.policyId}, rule ${cause.ruleId}, stage ${cause.stageId}`;
  return `Overdue: ${requirementIds.join(', ')}`;
}
