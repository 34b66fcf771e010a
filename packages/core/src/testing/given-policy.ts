import { evaluate } from '../evaluate/evaluate';
import type { Evaluation } from '../evaluate/evaluation';
import { type EvaluationJson, evaluationToJson } from '../evaluate/evaluation-json';
import { nextTransition } from '../evaluate/next-transition';
import { parseSubject } from '../evaluate/parse-subject';
import type { SubjectJson } from '../evaluate/subject-json';
import { type InstantInput, toInstant } from '../model/time-checks';
import { compilePolicies, type PolicySetInput } from '../policy/policy-set';
import { isSame } from './is-same';
import { show } from './show';

/** A subject in its JSON form. Of its identity, account, id and kind default to `acme`, `u-1` and `user`. */
export type GivenSubject = Omit<SubjectJson, 'identity'> & {
  readonly identity: Partial<SubjectJson['identity']> & Pick<SubjectJson['identity'], 'createdAt'>;
};

/** What policies make of a subject at an instant. */
export interface GivenOutcome {
  readonly evaluation: Evaluation;
  /**
   * Compares the evaluation, as JSON, with the members that are expected. Lists must be as long as expected, and objects
   * may have more members.
   * @throws Error that says what was expected and what came.
   */
  readonly thenExpect: (expected: Expected<EvaluationJson>) => void;
}

/** The same with any members left out, at every level. */
export type Expected<T> = T extends readonly (infer E)[]
  ? readonly Expected<E>[]
  : T extends object
    ? { readonly [K in keyof T]?: Expected<T[K]> }
    : T;

export interface GivenPolicy {
  /** @throws DormouseError `INVALID_CASE`, `INVALID_INSTANT`. */
  readonly when: (subject: GivenSubject, at: InstantInput) => GivenOutcome;
}

/**
 * Given a policy, when a subject is judged, then expect: tests of policies in three lines, with any test runner.
 * @param options settings, operators and host facts, as for `compilePolicies`.
 * @throws DormouseError `INVALID_POLICY`, and the others of `compilePolicies`.
 * @example
 * givenPolicy(workforce)
 *   .when({ identity: { createdAt: '2026-01-01T00:00:00Z' } }, '2026-02-15T00:00:00Z')
 *   .thenExpect({ due: [{ action: 'control', stageId: 'dormant' }] });
 */
export function givenPolicy(document: unknown, options: Omit<PolicySetInput, 'policies'> = {}): GivenPolicy {
  const set = compilePolicies({ ...options, policies: [document] });
  const controlTypes = [...set.controlTypes.values()];
  return {
    when: ({ identity, ...rest }, at) => {
      const who = { accountId: 'acme', id: 'u-1', kind: 'user', ...identity };
      const subject = parseSubject({ ...rest, identity: who }, controlTypes);
      const evaluation = evaluate(set, subject, at);
      const json = evaluationToJson(who.id, evaluation, nextTransition(set, subject, toInstant(at)));
      return { evaluation, thenExpect: (expected) => expectMembers(json, expected) };
    },
  };
}

function expectMembers(actual: EvaluationJson, expected: Expected<EvaluationJson>): void {
  for (const [name, value] of Object.entries(expected)) {
    const found: unknown = (actual as unknown as Readonly<Record<string, unknown>>)[name];
    if (!fits(found, value)) throw new Error(`${name}: expected ${show(value)}, got ${show(found)}`);
  }
}

function fits(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((member, index) => fits(actual[index], member))
    );
  }
  if (typeof expected !== 'object' || expected === null) return isSame(actual, expected);
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return false;
  const members = actual as Readonly<Record<string, unknown>>;
  return Object.entries(expected).every(([name, value]) => fits(members[name], value));
}
