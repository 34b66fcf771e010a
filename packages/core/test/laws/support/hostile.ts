import { evaluateAt, judge } from '../../../src/evaluate/evaluate';
import { nextTransition } from '../../../src/evaluate/next-transition';
import { type CaseAnswer, compilePolicies, evaluateCase, isDormouseError, parseSubject } from '../../../src/index';
import type { Issue } from '../../../src/model/errors';
import { checkPolicy } from '../../../src/policy/check-policy';
import { timeOf } from '../../support/time-of';

/** Milliseconds that no evaluation may take, whatever the input (semantics §13). */
export const LIMIT = 100;

export const AT = '2026-01-01T00:00:00.000Z';
export const identity = { accountId: 'acme', id: 'u', kind: 'user', createdAt: '2020-01-01T00:00:00Z' };

/** What a step answered, or the code of its refusal; anything else that is thrown is a fault. */
function outcomeOf(step: () => unknown): unknown {
  try {
    return step();
  } catch (error) {
    if (!isDormouseError(error)) throw error;
    return error.code;
  }
}

/** The time that a step takes at its best, refusals included. */
export function milliseconds(step: () => unknown): number {
  return timeOf(() => outcomeOf(step), LIMIT / 2);
}

export interface HostileCase {
  readonly policies?: readonly unknown[];
  readonly settings?: { readonly controlTypes?: readonly unknown[]; readonly [key: string]: unknown };
  readonly subject?: { readonly [key: string]: unknown };
}

export function caseOf({ policies = [], settings = {}, subject = {} }: HostileCase): object {
  return { id: 'hostile', at: AT, policies, settings, subject: { identity, ...subject } };
}

/** The answer to a case as JSON, which must not be a fault of ours. */
export function answerTo(doc: unknown): CaseAnswer {
  const answer = evaluateCase(doc);
  if ('error' in answer && answer.error.code === 'INTERNAL_ERROR') throw new Error(answer.error.message);
  return answer;
}

/** Checks a policy document on its own. */
export function issuesOf(document: unknown, controlTypes: readonly string[] = ['DORMANT', 'CLOSED']): readonly Issue[] {
  const issues: Issue[] = [];
  checkPolicy(document, '', { controlTypes: new Set(controlTypes), operators: new Map() }, issues);
  return issues;
}

/** The steps of a case that take longer than the limit, each with its milliseconds; none for a sound implementation. */
export function slowSteps(doc: HostileCase): readonly string[] {
  const { policies = [], settings = {}, subject = {} } = doc;
  const whole = caseOf(doc);
  const steps: Record<string, () => unknown> = {
    check: () => policies.map((policy) => issuesOf(policy)),
    compile: () => compilePolicies({ policies, settings, codeGeneration: 'never' }),
    parse: () => parseSubject({ identity, ...subject }, (settings.controlTypes ?? []) as never),
    case: () => answerTo(whole),
  };
  const set = outcomeOf(() => compilePolicies({ policies, settings, codeGeneration: 'never' }));
  const parsed = outcomeOf(steps['parse'] as () => unknown);
  if (typeof set !== 'string' && typeof parsed !== 'string') {
    const at = Date.parse(AT);
    steps['judge'] = () => judge(set as never, parsed as never, at);
    steps['evaluate'] = () => evaluateAt(set as never, parsed as never, at);
    steps['next'] = () => nextTransition(set as never, parsed as never, at);
  }
  return Object.entries(steps)
    .map(([name, step]) => [name, milliseconds(step)] as const)
    .filter(([, took]) => took >= LIMIT)
    .map(([name, took]) => `${name}: ${Math.round(took)} ms`);
}

export const range = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** An instant so many days after the case's own. */
export const days = (count: number): string => new Date(Date.parse(AT) + count * 86_400_000).toISOString();
