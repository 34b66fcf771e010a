import type { Control } from '../model/control';
import { type Exemption, isExemptionInForce } from '../model/exemption';
import type { Status } from '../model/status';
import type { Instant } from '../time/instant';
import type { Evaluation, StatusDetails } from './evaluation';
import type { Details, Judging } from './judging';
import { controlTypeOf } from './read-controls';

/** Puts the findings of a full judgement into the answer. */
export function toEvaluation(judging: Judging, until: Instant): Evaluation {
  const { details, subject, at } = judging;
  return {
    identityId: subject.identity.id,
    at,
    status: statusOf(judging),
    validUntil: until,
    policies: details?.policies ?? [],
    due: judging.due,
    statusDetails: statusDetails(judging, details ?? emptyDetails()),
  };
}

export function emptyDetails(): Details {
  return { policies: [], activeControls: [], pending: [], renewalDue: [], failed: [], errored: [] };
}

/** The fold of R5. */
export function statusOf(judging: Judging): Status {
  const table = judging.approved ? judging.set.foldAfterApproval : judging.set.foldBeforeApproval;
  return table[judging.contributions] ?? 'APPROVED';
}

function statusDetails(judging: Judging, details: Details): StatusDetails {
  return {
    activeControls: sortById(details.activeControls),
    pendingRequirements: sortById(details.pending),
    renewalDueRequirements: sortById(details.renewalDue),
    failedRequirements: sortById(details.failed),
    erroredRequirements: sortById(details.errored),
    exemptionsInForce: sortById(exemptionsThatHold(judging, details)),
    restricts: restricted(judging, details.activeControls),
  };
}

/** The identity's own exemptions that some policy lists: those of policies that do not apply bear on nothing. */
function exemptionsThatHold(judging: Judging, details: Details): readonly Exemption[] {
  const { exemptions } = judging.subject;
  if (exemptions.length === 0) return exemptions;
  const lists = new Set(details.policies.map((outcome) => (outcome.applies === 'false' ? [] : outcome.exempt)));
  const listed = new Set<string>();
  for (const list of lists) for (const id of list) listed.add(id);
  return exemptions.filter((exemption) => listed.has(exemption.id) && isExemptionInForce(exemption, judging.at));
}

function sortById<T extends { readonly id: string }>(members: readonly T[]): readonly T[] {
  return members.length < 2
    ? members
    : [...members].sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
}

/** The capabilities that the controls in force take away; everything is `["*"]` alone. */
function restricted(judging: Judging, controls: readonly Control[]): readonly string[] {
  const capabilities = new Set<string>();
  for (const control of controls) {
    const { restricts } = controlTypeOf(judging.set, control.type);
    if (restricts === '*') return ['*'];
    for (const capability of restricts) capabilities.add(capability);
  }
  return capabilities.has('*') ? ['*'] : [...capabilities].sort();
}
