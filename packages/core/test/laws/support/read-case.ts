import { evaluateAt } from '../../../src/evaluate/evaluate';
import { evaluationToJson } from '../../../src/evaluate/evaluation-json';
import {
  compilePolicies,
  type Evaluation,
  type Instant,
  type PolicySet,
  parseInstant,
  parseSubject,
  type Subject,
} from '../../../src/index';
import type { CaseDoc } from '../../oracle/case-types';

/** A case, ready to be evaluated at any instant. */
export interface ReadCase {
  readonly set: PolicySet;
  readonly subject: Subject;
  readonly at: Instant;
}

export const HOUR = 3_600_000;
export const DAY = 86_400_000;
/** What the calendar may reverse (T5). */
export const SLACK: number = 25 * HOUR;

/** Reads a valid case through the public interface. */
export function readCase(doc: CaseDoc, codeGeneration: 'auto' | 'never' = 'never'): ReadCase {
  const { policies, settings, subject } = doc;
  const at = parseInstant(doc.at);
  if (at === null) throw new Error(doc.at);
  return {
    set: compilePolicies({ policies, settings, codeGeneration }),
    subject: parseSubject(subject, settings?.controlTypes ?? []),
    at,
  };
}

/** The parts of an evaluation that L4 is about, as JSON: all but `validUntil`, `nextTransition` and `stages[].dueAt`. */
export function lastingParts(evaluation: Evaluation): string {
  const { validUntil, policies, ...rest } = evaluationToJson('case', evaluation, null);
  const lasting = policies.map((policy) =>
    policy.applies === 'false'
      ? policy
      : { ...policy, stages: policy.stages.map(({ stageId, state }) => ({ stageId, state })) },
  );
  return JSON.stringify([lasting, rest, evaluation.statusDetails.exemptionsInForce.map(({ id }) => id)]);
}

export function lastingAt({ set, subject }: ReadCase, at: Instant): string {
  return lastingParts(evaluateAt(set, subject, at));
}

/** Freezes a value and all that it holds. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

/** The list in another order: `order` says by which keys. */
export function shuffled<T>(list: readonly T[] | null | undefined, order: readonly number[]): T[] {
  return [...(list ?? [])]
    .map((item, index) => ({ item, key: order[index % order.length] ?? 0 }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}
