import { DormouseError } from '../model/errors';
import type { Exemption } from '../model/exemption';
import type { Change, Slot } from '../model/stored-subject';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOfStored, record } from './draft';
import { tellTime } from './tell-time';

/** Grants a recorded, owned reason not to act on an identity (X1). */
export interface GrantExemption {
  /** With a new id where none was named. */
  readonly exemption: Exemption & { readonly reason: string; readonly owner: string };
}

/** A change, and the exemption that it is about, as it is afterwards. */
export interface ExemptionDone {
  readonly change: Change;
  readonly exemption: Exemption;
}

/**
 * Decides on granting an exemption, a postponement or a legal hold. What is in force already stays in force (X2).
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `EXEMPTION_EXISTS` with the one that has the id; `POLICY_NOT_FOUND` for a
 * scope that names a policy that is not in force; `INVALID_ARGUMENT` for an end or a review that has come already, an
 * end before the beginning, or a rule that the policy does not have.
 */
export function grantExemption(slot: Slot, { exemption }: GrantExemption, context: Context): ExemptionDone {
  const draft = draftOfStored(slot, context);
  const existing = draft.subject.exemptions.find(({ id }) => id === exemption.id);
  if (existing !== undefined) {
    throw new DormouseError('EXEMPTION_EXISTS', 'the identity has an exemption with this id', { existing });
  }
  checkDates(exemption, context);
  checkScope(exemption, context);
  tellTime(draft);
  draft.subject = { ...draft.subject, exemptions: [...draft.subject.exemptions, exemption] };
  record(draft, { type: 'exemption.granted', data: { exemption } });
  return { change: conclude(draft), exemption };
}

function checkDates({ from, until, reviewBy }: Exemption, { at }: Context): void {
  if (until !== null && until <= at) refuse('until must lie in the future', 'until');
  if (from !== null && until !== null && until <= from) refuse('until must come after from', 'until');
  if (reviewBy === null) return;
  if (reviewBy <= at) refuse('reviewBy must lie in the future', 'reviewBy');
  if (from !== null && reviewBy < from) refuse('reviewBy must not come before from', 'reviewBy');
  if (until !== null && reviewBy >= until) refuse('reviewBy must come before until', 'reviewBy');
}

function refuse(message: string, name: string): never {
  throw new DormouseError('INVALID_ARGUMENT', message, { name });
}

/** A name that is misspelt would hold nothing, and nobody would know. */
function checkScope({ scope }: Exemption, { set, versionOf, observed }: Context): void {
  const { policyId, ruleId } = scope;
  if (policyId === null) return;
  if (versionOf(policyId) === null && (observed?.versionOf(policyId) ?? null) === null) {
    throw new DormouseError('POLICY_NOT_FOUND', 'the scope names a policy that is not in force', { policyId });
  }
  const policy = set.policies.find(({ id }) => id === policyId);
  if (ruleId === null || policy === undefined || policy.rules.some(({ id }) => id === ruleId)) return;
  throw new DormouseError('INVALID_ARGUMENT', 'the scope names a rule that the policy does not have', {
    name: 'scope',
    policyId,
    ruleId,
  });
}
