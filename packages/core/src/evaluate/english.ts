import type { Control } from '../model/control';
import { sayPolicy } from './english-policy';
import { sayStage } from './english-stage';
import { listOf, plainText } from './plain-text';
import type { SayInstant } from './say-instant';
import type { EndSentence, RequirementList, Sentence, StatusSentence } from './sentence';

/** One sentence in plain English, made of nothing but its data, to be read aloud. */
export function sayEnglish(sentence: Sentence, say: SayInstant): string {
  switch (sentence.kind) {
    case 'identity':
    case 'control':
    case 'requirement':
    case 'clear':
    case 'fold':
    case 'restricts':
      return sayStatus(sentence, say);
    case 'policy':
    case 'undecided':
    case 'exemption':
    case 'standingExemption':
    case 'clock':
    case 'ignored':
      return sayPolicy(sentence, say);
    case 'stage':
      return sayStage(sentence, say);
    case 'more':
    case 'next':
    case 'holds':
      return sayEnd(sentence, say);
  }
}

function sayStatus(sentence: StatusSentence, say: SayInstant): string {
  switch (sentence.kind) {
    case 'identity': {
      const { id, name, identityKind, status, at } = sentence;
      const who = name === null ? plainText(id) : `${plainText(name)} (${plainText(id)})`;
      return `${who}, ${withArticle(plainText(identityKind))}, is ${status} on ${say(at)}.`;
    }
    case 'control':
      return sayControl(sentence.control, say);
    case 'requirement': {
      const { type, id } = sentence.requirement;
      return `The requirement ${plainText(type)} (${plainText(id)}) ${standing[sentence.list]}${dueDate(sentence, say)}.`;
    }
    case 'clear':
      return 'No control is in force and no requirement is open.';
    case 'fold': {
      const others = sentence.outweighs.map(({ status, causes }) => `${status} (${listOf(causes)})`);
      return `It is ${sentence.status} because of ${listOf(sentence.causes)}, which outweighs ${others.join(' and ')}.`;
    }
    case 'restricts':
      return sentence.capabilities[0] === '*'
        ? 'Meanwhile it can do nothing.'
        : `Meanwhile it cannot do this: ${listOf(sentence.capabilities)}.`;
  }
}

const standing: Readonly<Record<RequirementList, string>> = {
  errored: 'could not be checked',
  failed: 'counts as failed',
  pending: 'is pending',
  renewalDue: 'is due for renewal',
};

function dueDate({ list, requirement }: Extract<StatusSentence, { kind: 'requirement' }>, say: SayInstant): string {
  const { state, dueAt } = requirement;
  if (dueAt === null) return '';
  if (state === 'OVERDUE') return `, and has been overdue since ${say(dueAt)}`;
  return list === 'renewalDue' ? `, by ${say(dueAt)}` : `, and is due by ${say(dueAt)}`;
}

function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

const setters = { POLICY: 'a policy', CLIENT: 'the client', OPERATOR: 'an operator' } as const;

function sayControl(control: Control, say: SayInstant): string {
  const { type, reasonCode, setBy, actor, cause, createdAt, expiresAt } = control;
  const by = actor === null ? setters[setBy] : `${setters[setBy]} (${plainText(actor)})`;
  const stage =
    cause?.policyId == null ? '' : `, by stage ${plainText(cause.stageId ?? '')} of ${plainText(cause.policyId)}`;
  const end = expiresAt === null ? '' : `, and ends on ${say(expiresAt)}`;
  return `The control ${plainText(type)} (${plainText(reasonCode)}) is in force: ${by} set it on ${say(createdAt)}${stage}${end}.`;
}

function sayEnd(sentence: EndSentence, say: SayInstant): string {
  switch (sentence.kind) {
    case 'more': {
      const { stages, policies } = sentence;
      const parts = [
        ...(policies === 0 ? [] : [count(policies, 'policy', 'policies')]),
        ...(stages === 0 ? [] : [count(stages, 'stage', 'stages')]),
      ];
      return `There is more: ${parts.join(' and ')}, in the data.`;
    }
    case 'next': {
      const { status, transition } = sentence;
      if (transition === null) return `If nothing comes in, it stays ${status}.`;
      const stages = transition.because.flatMap((cause) => (cause.kind === 'stage' ? [cause.stageId] : []));
      const by = stages.length === 0 ? '' : `, by ${stages.length === 1 ? 'stage' : 'stages'} ${listOf(stages)}`;
      return `If nothing comes in, it becomes ${transition.to} on ${say(transition.at)}${by}.`;
    }
    case 'holds':
      return sentence.until === Number.POSITIVE_INFINITY
        ? 'This answer holds until something new comes in.'
        : `This answer holds until ${say(sentence.until)}, unless something new comes in.`;
  }
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
