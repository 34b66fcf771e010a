import { type Exemption, isExemptionInForce } from '../model/exemption';
import type { Instant } from '../time/instant';
import { changesAt, type Judging, manyOf, mayChangeAt } from './judging';
import { FEW, type GeneralExemptions } from './large-subject';
import { exemptionsOf } from './many-records';

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
function isNever({ from, until }: Exemption): boolean {
  return from !== null && until !== null && until <= from;
}

/** Whether the scope covers the rule of the policy; with `ruleId` null, whether it covers the policy as a whole. */
function covers(exemption: Exemption, policyId: string, ruleId: string | null): boolean {
  const { scope } = exemption;
  if (scope.policyId === null) return true;
  return scope.policyId === policyId && (scope.ruleId === null || scope.ruleId === ruleId);
}

/**
 * Whether one of these exemptions holds the stages of the rule, or of the policy as a whole (X2). Adds the ids of those in
 * force to `ids`.
 */
export function isExempt(
  judging: Judging,
  exemptions: readonly Exemption[],
  policyId: string,
  ruleId: string | null,
  ids: string[] | null,
): boolean {
  let held = false;
  for (const exemption of exemptions) {
    if (!covers(exemption, policyId, ruleId) || isNever(exemption)) continue;
    if (isExemptionInForce(exemption, judging.at)) {
      held = true;
      ids?.push(exemption.id);
      if (exemption.until !== null) changesAt(judging, exemption.until);
    } else if (exemption.from !== null) changesAt(judging, exemption.from);
  }
  return held;
}

/** {@link isExempt} by any of the exemptions of a large subject. The ids of those from everything are not added. */
export function isExemptByMany(
  judging: Judging,
  policyId: string,
  ruleId: string | null,
  ids: string[] | null,
): boolean {
  const { inForce } = generalExemptions(judging);
  return isExempt(judging, exemptionsOf(judging, policyId), policyId, ruleId, ids) || inForce.length > 0;
}

/** The end of the last exemption that covered the rule (A3): only the kind `EXEMPTION` restarts the clock (X2). */
export function lastExemptionEnd(judging: Judging, policyId: string, ruleId: string): Instant {
  const { exemptions } = judging.subject;
  if (exemptions.length <= FEW) return lastEndOf(exemptions, judging.at, policyId, ruleId);
  const own = lastEndOf(exemptionsOf(judging, policyId), judging.at, policyId, ruleId);
  return Math.max(own, generalExemptions(judging).lastEnd);
}

function lastEndOf(exemptions: readonly Exemption[], at: Instant, policyId: string, ruleId: string): Instant {
  let last = Number.NEGATIVE_INFINITY;
  for (const exemption of exemptions) {
    const { kind, from, until } = exemption;
    if (kind !== 'EXEMPTION' || until === null || until > at || until <= last) continue;
    if ((from === null || from < until) && covers(exemption, policyId, ruleId)) last = until;
  }
  return last;
}

/** The exemptions from everything of a large subject, read once for all policies. */
function generalExemptions(judging: Judging): GeneralExemptions {
  const many = manyOf(judging);
  if (many.general !== null) return many.general;
  const general = judging.subject.exemptions.filter(({ scope }) => scope.policyId === null);
  const inForce: string[] = [];
  isExempt(judging, general, '', null, inForce);
  many.general = { inForce: inForce.sort(), lastEnd: lastEndOf(general, judging.at, '', '') };
  return many.general;
}
