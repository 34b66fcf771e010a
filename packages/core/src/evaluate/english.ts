import type { Control } from '../model/control';
import type { CompiledPolicy } from '../policy/compiled-policy';
import type { Instant } from '../time/instant';
import { createZone, formatDateTime, utc, type Zone } from '../time/zone';
import type { Described, SayInstant } from './described';
import { describeStages } from './english-stages';
import type { BaseFrom, Evaluation, ListedRequirement, PolicyOutcome, Undecided } from './evaluation';
import type { Transition } from './next-transition';

/** The sentences of an explanation, one a line. */
export function describeEvaluation(described: Described): readonly string[] {
  const { set, evaluation, next } = described;
  const zone = createZone(set.settings.timeZone) ?? utc;
  const say: SayInstant = (at) => sayInstant(at, zone);
  return [
    headline(described, say),
    ...statusReasons(evaluation, say),
    ...evaluation.policies.flatMap((outcome) => describePolicy(described, outcome, say)),
    nextSentence(evaluation, next, say),
    evaluation.validUntil === Number.POSITIVE_INFINITY
      ? 'This answer holds until something new comes in.'
      : `This answer holds until ${say(evaluation.validUntil)}, unless something new comes in.`,
  ];
}

function sayInstant(at: Instant, zone: Zone): string {
  return at === Number.POSITIVE_INFINITY ? 'never' : `${formatDateTime(at, zone)} ${zone.name}`;
}

function headline({ subject, evaluation }: Described, say: SayInstant): string {
  const { id, kind, name } = subject.identity;
  return `${name === null ? id : `${name} (${id})`}, ${kind}, is ${evaluation.status} at ${say(evaluation.at)}.`;
}

/** What contributes to the status (R4), and what else the details list. */
function statusReasons(evaluation: Evaluation, say: SayInstant): readonly string[] {
  const details = evaluation.statusDetails;
  const lines = details.activeControls.map((control) => controlSentence(control, say));
  lines.push(...requirementSentences(details.erroredRequirements, 'could not be checked', say));
  lines.push(...requirementSentences(details.failedRequirements, 'is failed', say));
  lines.push(...requirementSentences(details.pendingRequirements, 'is pending', say));
  lines.push(...requirementSentences(details.renewalDueRequirements, 'is due for renewal', say));
  if (lines.length === 0) lines.push('No control is in force and no requirement is open.');
  if (details.restricts.length > 0) {
    lines.push(
      details.restricts[0] === '*' ? 'Everything is restricted.' : `Restricted: ${details.restricts.join(', ')}.`,
    );
  }
  return lines;
}

const setters = { POLICY: 'a policy', CLIENT: 'the client', OPERATOR: 'an operator' } as const;

function controlSentence(control: Control, say: SayInstant): string {
  const by = control.actor === null ? setters[control.setBy] : `${setters[control.setBy]} (${control.actor})`;
  const end = control.expiresAt === null ? '' : `, until ${say(control.expiresAt)}`;
  return `The control ${control.type} (${control.reasonCode}) is in force: set by ${by} at ${say(control.createdAt)}${end}.`;
}

function requirementSentences(
  requirements: readonly ListedRequirement[],
  what: string,
  say: SayInstant,
): readonly string[] {
  return requirements.map(({ id, type, state, dueAt }) => {
    const overdue = state === 'OVERDUE' && dueAt !== null ? `, overdue since ${say(dueAt)}` : '';
    const due = state !== 'OVERDUE' && dueAt !== null ? `, due by ${say(dueAt)}` : '';
    return `The requirement ${type} (${id}) ${what}${overdue}${due}.`;
  });
}

function describePolicy(described: Described, outcome: PolicyOutcome, say: SayInstant): readonly string[] {
  const policy = described.set.policies.find(({ id }) => id === outcome.policyId);
  if (policy === undefined) return [];
  const title = `The policy ${policy.document.title ?? policy.id}`;
  if (outcome.applies === 'false') return [`${title} does not apply.`];
  const unknown = outcome.undecided.map(undecidedSentence);
  if (outcome.applies === 'unknown') return [`${title} cannot be decided, so it does nothing.`, ...unknown];
  const exempt = outcome.exempt.length === 0 ? [] : [`Exempt from it by ${outcome.exempt.join(', ')}: no stage acts.`];
  return [
    `${title} applies. ${ruleSentence(described, policy, outcome)}`,
    ...unknown,
    ...exempt,
    ...clock(described, policy, outcome, say),
  ];
}

type Applying = Exclude<PolicyOutcome, { applies: 'false' }>;

function ruleSentence({ passedOver }: Described, policy: CompiledPolicy, outcome: Applying): string {
  const before = passedOver.find(({ policyId }) => policyId === policy.id)?.ruleIds ?? [];
  const not = before.length === 0 ? '' : ` ${before.join(', ')} ${before.length === 1 ? 'does' : 'do'} not select it.`;
  if (outcome.ruleId !== null) return `Its rule ${outcome.ruleId} governs.${not}`;
  return policy.rules.length === 0 ? 'It has no inactivity rule.' : `None of its inactivity rules governs.${not}`;
}

function undecidedSentence({ where, facts }: Undecided): string {
  return `Not known: ${where}, for want of ${facts.join(', ')}. What is not known restricts nobody.`;
}

const baseWords: Readonly<Record<BaseFrom, string>> = {
  activity: 'its last counted activity',
  createdAt: 'its creation, as it has never been active',
  reactivation: 'its last reactivation',
  exemptionEnd: 'the end of its last exemption',
  trackingSince: 'the day when tracking began, as it has not been active since',
};

function clock(described: Described, policy: CompiledPolicy, outcome: Applying, say: SayInstant): readonly string[] {
  if (outcome.ruleId === null) return [];
  if (outcome.base === null || outcome.baseFrom === null) return ['It was not created yet at that instant.'];
  const start = `The clock started at ${say(outcome.base)}, ${baseWords[outcome.baseFrom]}.`;
  if (outcome.neverActive) return [start, 'The rule ignores identities that have never been active.'];
  return [start, ...describeStages(described, policy, outcome, say)];
}

function nextSentence({ status }: Evaluation, next: Transition | null, say: SayInstant): string {
  if (next === null) return `If nothing comes in, it stays ${status}.`;
  return `If nothing comes in, it becomes ${next.to} at ${say(next.at)}.`;
}
