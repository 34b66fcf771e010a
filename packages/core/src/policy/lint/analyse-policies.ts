import { newEffort } from '../../condition/analyse/effort';
import { DormouseError, type Issue } from '../../model/errors';
import { isObject } from '../../model/shape';
import type { PolicyDocument } from '../document';
import { checkPolicies } from '../policy-set';
import { findContradictions } from './contradictions';
import { type LintOptions, lintChecked, readLintOptions } from './lint-policy';
import { lintReport } from './lint-report';

/** The policies that are to be active together, and what they are looked at with. */
export interface AnalysisInput extends LintOptions {
  /** Policy documents, semantics §5. */
  readonly policies: readonly unknown[];
}

/**
 * Looks at policies before anything runs: each as `lintPolicy` does, and then every two of them for rules that can meet on
 * one identity and contradict each other. Pointers start at the input: `/policies/1/inactivity/0`.
 *
 * That two rules meet is said unless their conditions rule it out; the message gives facts under which they would. With a
 * faulty policy there are its faults, and no advice about any.
 * @throws DormouseError `INVALID_ARGUMENT` for faulty options; `INVALID_INSTANT`.
 * @example
 * analysePolicies({ policies: [workforce, contractors] }).filter(({ code }) => code === 'DATES_DIFFER');
 */
export function analysePolicies(input: AnalysisInput): readonly Issue[] {
  if (!isObject(input) || !Array.isArray(input.policies)) {
    throw new DormouseError('INVALID_ARGUMENT', 'policies must be a list of documents');
  }
  const known = readLintOptions(input);
  const issues: Issue[] = [];
  checkPolicies(input.policies, known.controlTypes, known.operators, issues, input.hostFacts);
  if (issues.some(({ severity }) => severity === 'error')) return issues;
  const policies = input.policies as readonly PolicyDocument[];
  policies.forEach((policy, index) => {
    lintChecked(policy, `/policies/${index}`, known, issues);
  });
  findContradictions(policies, known.operators, newEffort(), lintReport('', issues));
  return issues;
}
