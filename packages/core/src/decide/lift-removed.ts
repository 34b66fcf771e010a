import { isControlActive } from '../model/control';
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
  const { lifts, at } = draft.context;
  if (lifts === undefined) return 0;
  let lifted = 0;
  for (const control of draft.subject.controls) {
    const { cause, setBy } = control;
    if (setBy !== 'POLICY' || cause === null || cause.policyId === null || cause.ruleId === null) continue;
    const order = lifts.get(cause.policyId);
    if (order?.rules.has(cause.ruleId) !== true || !isControlActive(control, at)) continue;
    liftControl(draft, control, order);
    lifted += 1;
  }
  return lifted;
}
