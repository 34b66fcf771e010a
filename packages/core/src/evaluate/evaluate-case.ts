import { type CustomOperator, operatorTable } from '../condition/custom-operator';
import type { ControlType } from '../model/control-type';
import { type Issue, isDormouseError } from '../model/errors';
import { isObject, list, object, optional, refuse, required, text } from '../model/shape';
import { instant, toInstant } from '../model/time-checks';
import type { PolicyDocument } from '../policy/document';
import { isTooLarge } from '../policy/document-size';
import { checkPolicies, compileChecked, controlTypeTable, type PolicySet } from '../policy/policy-set';
import { checkSettings, readSettings, type SettingsDocument } from '../policy/settings';
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
  readonly subject: SubjectJson;
}

/** Policies and settings that a case names, ready to judge. */
interface Prepared {
  readonly set: PolicySet | null;
  readonly controlTypes: ReadonlyMap<string, ControlType>;
}

/** How many policy sets an evaluator keeps: enough for a file of cases that takes turns between a few policies. */
const MOST_KEPT = 16;

const anything = (): void => {};
const noOperators: ReadonlyMap<string, CustomOperator> = operatorTable([]);

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
 * Host facts and custom operators are not part of a case.
 */
export function evaluateCase(json: unknown): CaseAnswer {
  return createCaseEvaluator()(json);
}

/**
 * An evaluator for many cases: the same answers as {@link evaluateCase}, and policies that come again (as the same JSON
 * text) are checked and compiled once.
 */
export function createCaseEvaluator(): (json: unknown) => CaseAnswer {
  const kept = new Map<string, PolicySet>();
  return (json) => {
    const id = isObject(json) && typeof json['id'] === 'string' ? json['id'] : null;
    try {
      return answerCase(id, json, kept);
    } catch (error) {
      // A fault of ours must not end a run over a million cases (S7); it is told apart by its code.
      const code = isDormouseError(error) ? error.code : 'INTERNAL_ERROR';
      const issues = isDormouseError(error) ? (error.data.issues ?? []) : [];
      return { id, error: { code, message: error instanceof Error ? error.message : String(error), issues } };
    }
  };
}

function answerCase(id: string | null, json: unknown, kept: Map<string, PolicySet>): CaseAnswer {
  const outside: Issue[] = [];
  const inside: Issue[] = [];
  caseShape(json, '', outside);
  const named = isObject(json) ? namedControlTypes(json['settings']) : null;
  // Without the control types nothing can be said of those who use them: the settings are mended first.
  if (!isObject(json) || named === null) return refusal(id, 'INVALID_CASE', outside);
  const areSettingsSound = !outside.some(({ pointer }) => /^\/settings(?:$|\/)/.test(pointer));
  const { set, controlTypes } = areSettingsSound
    ? prepare(json, kept, outside, inside)
    : { set: null, controlTypes: checkOnly(json, named, outside, inside) };
  if (Object.hasOwn(json, 'subject')) checkSubject(json['subject'], '/subject', controlTypes, outside);
  const issues = [...outside, ...inside].filter(({ severity }) => severity === 'error');
  if (set === null || issues.length > 0) {
    return refusal(id, outside.length > 0 ? 'INVALID_CASE' : 'INVALID_POLICY', issues);
  }
  const { id: caseId, at, subject: subjectJson } = json as unknown as CaseJson;
  const subject = readSubject(subjectJson);
  const now = toInstant(at);
  return evaluationToJson(caseId, evaluateAt(set, subject, now), nextTransition(set, subject, now));
}

function refusal(id: string | null, code: string, issues: readonly Issue[]): CaseRefusal {
  const what = code === 'INVALID_CASE' ? 'the case' : 'a policy';
  return { id, error: { code, message: `${what} is refused; see the issues`, issues } };
}

/** The control types that settings name, sound in other respects or not; null when they cannot be read. */
function namedControlTypes(settings: unknown): ReadonlyMap<string, ControlType> | null {
  const named = isObject(settings) ? (settings['controlTypes'] ?? []) : (settings ?? []);
  if (!Array.isArray(named)) return null;
  const types = named.flatMap((entry: unknown): ControlType[] => {
    const type = isObject(entry) ? entry['type'] : undefined;
    return typeof type === 'string' ? [{ type, effect: 'NONE', restricts: [], terminal: false }] : [];
  });
  return controlTypeTable(types);
}

/** Checks the policies of a case whose settings are refused, so that all issues are told at once (C1). */
function checkOnly(
  json: Record<string, unknown>,
  controlTypes: ReadonlyMap<string, ControlType>,
  outside: Issue[],
  inside: Issue[],
): ReadonlyMap<string, ControlType> {
  const documents = Array.isArray(json['policies']) ? json['policies'] : [];
  if (!refuseTooLarge(documents, outside)) sortIssues(documents, controlTypes, outside, inside);
  return controlTypes;
}

/** A case as a whole is bounded as one policy is: what it costs to evaluate grows with the sum. */
function refuseTooLarge(documents: readonly unknown[], outside: Issue[]): boolean {
  if (!isTooLarge(documents)) return false;
  refuse(outside, 'POLICY_TOO_LARGE', '/policies', 'have more than 50,000 objects and lists, or 500,000 values');
  return true;
}

/** Checks the policies. The ids of a case's policies are its own: a duplicate is a fault of the case. */
function sortIssues(
  documents: readonly unknown[],
  controlTypes: ReadonlyMap<string, ControlType>,
  outside: Issue[],
  inside: Issue[],
): boolean {
  const found: Issue[] = [];
  checkPolicies(documents, controlTypes, noOperators, found);
  for (const issue of found) (isAboutPolicyIds(issue) ? outside : inside).push(issue);
  return found.some(({ severity }) => severity === 'error');
}

/** The policy set of a case: one that is kept, or a new one when its policies are without errors. */
function prepare(
  json: Record<string, unknown>,
  kept: Map<string, PolicySet>,
  outside: Issue[],
  inside: Issue[],
): Prepared {
  const documents = Array.isArray(json['policies']) ? json['policies'] : [];
  const settings = readSettings((json['settings'] ?? {}) as SettingsDocument);
  const controlTypes = controlTypeTable(settings.controlTypes);
  if (refuseTooLarge(documents, outside)) return { set: null, controlTypes };
  const key = keyOf(documents, json['settings']);
  const known = key === null ? undefined : kept.get(key);
  if (known !== undefined) return { set: known, controlTypes: known.controlTypes };
  if (sortIssues(documents, controlTypes, outside, inside)) return { set: null, controlTypes };
  const set = compileChecked(documents as PolicyDocument[], settings, {
    controlTypes,
    operators: noOperators,
    codeGeneration: false,
  });
  if (key !== null) keep(kept, key, set);
  return { set, controlTypes };
}

function isAboutPolicyIds({ code, pointer }: Issue): boolean {
  return code === 'DUPLICATE_ID' && /^\/policies\/\d+\/id$/.test(pointer);
}

/** The JSON text of what is compiled; null for what is too deep to be written, which the check then refuses. */
function keyOf(documents: readonly unknown[], settings: unknown): string | null {
  try {
    return JSON.stringify([documents, settings ?? null]);
  } catch {
    return null;
  }
}

function keep(kept: Map<string, PolicySet>, key: string, set: PolicySet): void {
  const oldest = kept.size >= MOST_KEPT ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  kept.set(key, set);
}
