import { operatorTable } from '../condition/custom-operator';
import { type Issue, isDormouseError } from '../model/errors';
import { isObject, list, object, optional, refuse, required, text } from '../model/shape';
import { instant } from '../model/time-checks';
import { checkPolicies, compilePolicies, controlTypeTable, type PolicySet } from '../policy/policy-set';
import { checkSettings, readSettings, type SettingsDocument } from '../policy/settings';
import { parseInstant } from '../time/instant';
import { checkSubject } from './check-subject';
import { evaluateAt } from './evaluate';
import { type EvaluationJson, evaluationToJson } from './evaluation-json';
import { nextTransition } from './next-transition';
import { readSubject } from './parse-subject';
import type { SubjectJson } from './subject-json';

/** A refused case: nothing was evaluated. */
export interface CaseRefusal {
  readonly id: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly issues: readonly Issue[] };
}

/** The answer to a case. */
export type CaseAnswer = EvaluationJson | CaseRefusal;

interface CaseJson {
  readonly id: string;
  readonly at: string;
  readonly policies?: readonly unknown[] | null;
  readonly settings?: SettingsDocument | null;
  readonly subject: SubjectJson;
}

const anything = (): void => {};

const caseShape = object({
  id: required(text(10_000)),
  at: required(instant),
  policies: optional(list(anything, 1_000)),
  settings: optional(checkSettings),
  subject: required(anything),
});

/**
 * Evaluates one case, JSON in and JSON out (json-forms.md). It never throws: a case that is not valid is answered with
 * its issues, `INVALID_CASE` for what is wrong outside the policies and `INVALID_POLICY` for what is wrong in them.
 * Host facts, custom operators and windowed counts are not part of a case.
 */
export function evaluateCase(json: unknown): CaseAnswer {
  const id = isObject(json) && typeof json['id'] === 'string' ? json['id'] : null;
  try {
    const outside: Issue[] = [];
    const inside: Issue[] = [];
    checkCase(json, outside, inside);
    const issues = [...outside, ...inside].filter(({ severity }) => severity === 'error');
    if (issues.length > 0) return refusal(id, outside.length > 0 ? 'INVALID_CASE' : 'INVALID_POLICY', issues);
    return answer(json as CaseJson);
  } catch (error) {
    if (!isDormouseError(error)) throw error;
    return { id, error: { code: error.code, message: error.message, issues: error.data.issues ?? [] } };
  }
}

function refusal(id: string | null, code: string, issues: readonly Issue[]): CaseRefusal {
  const what = code === 'INVALID_CASE' ? 'the case' : 'a policy';
  return { id, error: { code, message: `${what} is refused; see the issues`, issues } };
}

function checkCase(json: unknown, outside: Issue[], inside: Issue[]): void {
  caseShape(json, '', outside);
  if (!isObject(json)) return;
  // Without the settings nobody knows the control types: they are mended first.
  if (outside.some(({ pointer }) => pointer.startsWith('/settings'))) return;
  const types = controlTypeTable(readSettings((json['settings'] ?? {}) as SettingsDocument).controlTypes);
  if (Object.hasOwn(json, 'subject')) checkSubject(json['subject'], '/subject', types, outside);
  if (!Array.isArray(json['policies'])) return;
  const found: Issue[] = [];
  checkPolicies(json['policies'], types, operatorTable([]), found);
  checkUniqueIds(json['policies'], outside);
  inside.push(...found.filter(({ code, pointer }) => code !== 'DUPLICATE_ID' || !policyIdPointer.test(pointer)));
}

/** The ids of the policies of a case: a duplicate is a fault of the case, not of either policy. */
const policyIdPointer = /^\/policies\/\d+\/id$/;

function checkUniqueIds(policies: readonly unknown[], issues: Issue[]): void {
  const taken = new Set<unknown>();
  policies.forEach((policy, index) => {
    const id = isObject(policy) ? policy['id'] : undefined;
    if (id !== undefined && taken.has(id)) {
      refuse(issues, 'DUPLICATE_ID', `/policies/${index}/id`, 'policy ids in a case are unique');
    }
    taken.add(id);
  });
}

function answer(json: CaseJson): EvaluationJson {
  const set: PolicySet = compilePolicies({
    policies: json.policies ?? [],
    settings: json.settings ?? {},
    codeGeneration: 'never',
  });
  const subject = readSubject(json.subject);
  const at = parseInstant(json.at) ?? Number.NaN;
  return evaluationToJson(json.id, evaluateAt(set, subject, at), nextTransition(set, subject, at));
}
