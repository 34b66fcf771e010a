import { readRequirements } from '../../condition/read-requirements';
import type { Evaluation, PolicyOutcome } from '../../evaluate/evaluation';
import { isControlActive } from '../../model/control';
import type { Subject } from '../../model/subject';
import type { Instant } from '../../time/instant';
import { isSame } from '../is-same';
import { show } from '../show';
import type { PolicyExpectation } from './policy-test-document';

/** What was expected and did not come. */
export interface Mismatch {
  readonly what: keyof PolicyExpectation;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** What there is to see of an identity, in the words of an expectation. */
export function observe(
  subject: Subject,
  evaluation: Evaluation,
  at: Instant,
): Readonly<Record<keyof PolicyExpectation, unknown>> {
  const { policies } = evaluation;
  const name = (policyId: string, id: string): string => (policies.length === 1 ? id : `${policyId}/${id}`);
  const applying = policies.filter((outcome) => outcome.applies !== 'false') as Applying[];
  return {
    status: evaluation.status,
    controls: subject.controls.filter((control) => isControlActive(control, at)).map(({ type }) => type),
    notices: subject.progress
      .filter((entry) => entry.outcome === 'served' && stands(applying, entry))
      .map(({ policyId, stageId }) => name(policyId, stageId)),
    rules: applying.flatMap(({ policyId, ruleId }) => (ruleId === null ? [] : [name(policyId, ruleId)])),
    exempt: applying.flatMap(({ exempt, policyId }) => exempt.map((id) => name(policyId, id))),
    requirements: readRequirements(subject.requirements, at),
    undecided: applying.flatMap(({ policyId, undecided }) => undecided.map(({ where }) => name(policyId, where))),
  };
}

type Applying = Exclude<PolicyOutcome, { readonly applies: 'false' }>;

/** A notice of an episode that ended, or of a rule that governs no more, stands no more (P6). */
function stands(
  policies: readonly Applying[],
  { base, policyId, ruleId }: { readonly base: Instant; readonly policyId: string; readonly ruleId: string },
): boolean {
  return policies.some(
    (outcome) => outcome.policyId === policyId && outcome.ruleId === ruleId && outcome.base === base,
  );
}

/** Compares what there is to see with what is expected of it. */
export function mismatches(
  seen: Readonly<Record<keyof PolicyExpectation, unknown>>,
  expected: PolicyExpectation,
): readonly Mismatch[] {
  return (Object.entries(expected) as [keyof PolicyExpectation, unknown][]).flatMap(([what, value]): Mismatch[] => {
    if (value === undefined || value === null) return [];
    const actual = inOrder(seen[what]);
    return isSame(inOrder(value), actual) ? [] : [{ what, expected: value, actual }];
  });
}

/** Lists are compared in any order. */
function inOrder(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).sort() : value;
}

/** `controls: expected ["DORMANT"], got []`. */
export function describeMismatch({ what, expected, actual }: Mismatch): string {
  return `${what}: expected ${show(expected)}, got ${show(actual)}`;
}
