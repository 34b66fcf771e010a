import { type Exemption, isExemptionInForce } from '../model/exemption';
import type { Instant } from '../time/instant';
import { type Judging, mayChangeAt } from './judging';

/** Reads what the exemptions say of the identity as a whole (X1–X3). */
export function readExemptions(judging: Judging): void {
  for (const exemption of judging.subject.exemptions) {
    if (isNever(exemption)) continue;
    // What covers a policy or a rule is noted there; these two reach beyond what they cover.
    if (exemption.kind === 'LEGAL_HOLD' || exemption.scope.policyId === null) {
      if (exemption.from !== null) mayChangeAt(judging, exemption.from);
      if (exemption.until !== null) mayChangeAt(judging, exemption.until);
    }
    if (!isExemptionInForce(exemption, judging.at)) continue;
    if (exemption.kind === 'LEGAL_HOLD') judging.legalHold = true;
    if (exemption.scope.policyId === null) judging.exemptFromAll = true;
  }
}

/** Whether an exemption ends before it begins: it was never in force. */
export function isNever({ from, until }: Exemption): boolean {
  return from !== null && until !== null && until <= from;
}

/** Whether the scope covers the rule of the policy; with `ruleId` null, whether it covers the policy as a whole. */
export function covers(exemption: Exemption, policyId: string, ruleId: string | null): boolean {
  const { scope } = exemption;
  if (scope.policyId === null) return true;
  return scope.policyId === policyId && (scope.ruleId === null || scope.ruleId === ruleId);
}

/** The end of the last exemption that covered the rule (A3): only the kind `EXEMPTION` restarts the clock (X2). */
export function lastExemptionEnd(judging: Judging, policyId: string, ruleId: string): Instant {
  let last = Number.NEGATIVE_INFINITY;
  for (const exemption of judging.subject.exemptions) {
    const { kind, from, until } = exemption;
    if (kind !== 'EXEMPTION' || until === null || until > judging.at || until <= last) continue;
    if ((from === null || from < until) && covers(exemption, policyId, ruleId)) last = until;
  }
  return last;
}
