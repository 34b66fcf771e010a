import type { Exemption, ExemptionKind } from '../model/exemption';
import type { BaseFrom } from './evaluation';
import { listOf, plainText } from './plain-text';
import type { SayInstant } from './say-instant';
import type { PolicySentence } from './sentence';

/** A sentence about a policy, its rule, its exemptions or its clock. */
export function sayPolicy(sentence: PolicySentence, say: SayInstant): string {
  switch (sentence.kind) {
    case 'policy':
      return sayRule(sentence);
    case 'undecided':
      return `Not known: ${plainText(sentence.where)}, for want of ${listOf(sentence.facts)}. What is not known restricts nobody.`;
    case 'exemption':
      return sayExemption(sentence.exemption, say);
    case 'standingExemption': {
      const { id, reason, owner } = sentence;
      return `It is exempt from this policy by ${plainText(id)}${because(reason)}${owned(owner)}: no stage acts.`;
    }
    case 'clock': {
      const { base, baseFrom } = sentence;
      if (base === null || baseFrom === null) return 'It was not created yet at that instant.';
      return `The clock started on ${say(base)}, ${baseWords[baseFrom]}.`;
    }
    case 'ignored':
      return 'The rule ignores identities that have never been active.';
  }
}

function sayRule({
  policyId,
  title,
  applies,
  rules,
  ruleId,
  passedOver,
}: Extract<PolicySentence, { kind: 'policy' }>): string {
  const policy = `The policy ${plainText(title ?? policyId)}`;
  if (applies === 'false') return `${policy} does not apply.`;
  if (applies === 'unknown') return `${policy} cannot be decided, so it does nothing.`;
  const rule = passedOver.length === 1 ? 'The rule' : 'The rules';
  const verb = passedOver.length === 1 ? 'does' : 'do';
  const not = passedOver.length === 0 ? '' : ` ${rule} ${listOf(passedOver)} ${verb} not select it.`;
  if (ruleId !== null) return `${policy} applies. Its rule ${plainText(ruleId)} governs.${not}`;
  return rules === 0
    ? `${policy} applies. It has no inactivity rule.`
    : `${policy} applies. None of its inactivity rules governs.${not}`;
}

const exemptionWords: Readonly<Record<ExemptionKind, string>> = {
  EXEMPTION: 'the exemption',
  POSTPONEMENT: 'the postponement',
  LEGAL_HOLD: 'the legal hold',
};

function sayExemption({ id, kind, until, reason, owner }: Exemption, say: SayInstant): string {
  const end = until === null ? ', without an end' : ` until ${say(until)}`;
  return `It is exempt from this policy by ${exemptionWords[kind]} ${plainText(id)}${end}${because(reason)}${owned(owner)}: no stage acts.`;
}

function because(reason: string | null): string {
  return reason === null ? '' : ` (${plainText(reason)})`;
}

function owned(owner: string | null): string {
  return owner === null ? '' : `, owned by ${plainText(owner)}`;
}

const baseWords: Readonly<Record<BaseFrom, string>> = {
  activity: 'with its last counted activity',
  createdAt: 'with its creation, as it has never been active',
  reactivation: 'with its last reactivation',
  exemptionEnd: 'with the end of its last exemption',
  trackingSince: 'when tracking began, as it has not been active since',
};
