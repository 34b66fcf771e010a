import { type Control, isControlActive } from '../model/control';
import type { AccountPolicies, PolicyActivation, RetiredPolicy } from '../model/policy-activation';
import type { LiftOrder } from './context';
import type { Draft } from './draft';
import { liftControl } from './lift-control';

/** The orders to lift that are in force in an account, by policy id; undefined when there are none. */
export function liftOrders({ active, retired }: AccountPolicies): ReadonlyMap<string, LiftOrder> | undefined {
  const ordering = [...active, ...retired].filter(({ liftedRules }) => liftedRules.length > 0);
  return ordering.length === 0 ? undefined : new Map(ordering.map(orderOf));
}

function orderOf(policy: PolicyActivation | RetiredPolicy): readonly [string, LiftOrder] {
  const { policyId, liftedRules, actor, reason } = policy;
  return [policyId, { rules: new Set(liftedRules), actor, reason }];
}

/**
 * Lifts the controls whose rule is gone, where the activation (or the retirement) said so (P7). It is the sweep's work,
 * identity by identity, and never one transaction over all of them.
 * @returns how many were lifted.
 */
export function liftRemoved(draft: Draft): number {
  let lifted = 0;
  for (const control of draft.subject.controls) {
    const order = orderFor(control, draft);
    if (order === null) continue;
    liftControl(draft, control, order);
    lifted += 1;
  }
  return lifted;
}

/** Whether a sweep will lift a control of the identity: a command leaves that to it, and its evaluation expired. */
export function awaitsLift(draft: Draft): boolean {
  return (
    draft.context.lifts !== undefined && draft.subject.controls.some((control) => orderFor(control, draft) !== null)
  );
}

function orderFor(control: Control, { context }: Draft): LiftOrder | null {
  const { lifts, at } = context;
  const { cause, setBy } = control;
  if (lifts === undefined || setBy !== 'POLICY' || cause === null) return null;
  if (cause.policyId === null || cause.ruleId === null) return null;
  const order = lifts.get(cause.policyId);
  return order?.rules.has(cause.ruleId) === true && isControlActive(control, at) ? order : null;
}
