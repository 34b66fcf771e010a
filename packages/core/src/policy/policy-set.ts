import { canGenerateCode } from '../condition/compile';
import { type CustomOperator, type OperatorLike, operatorTable } from '../condition/custom-operator';
import { builtInControlTypes, type ControlType } from '../model/control-type';
import { DormouseError, type Issue } from '../model/errors';
import type { Settings } from '../model/settings';
import { isObject, refuse } from '../model/shape';
import type { Duration } from '../time/duration';
import { checkPolicy } from './check-policy';
import { type CompileEnvironment, compilePolicy } from './compile-policy';
import type { CompiledPolicy } from './compiled-policy';
import type { PolicyDocument } from './document';
import { createFoldTable, type FoldTable } from './precedence';
import { checkSettings, readSettings, type SettingsDocument } from './settings';

/** The active policies and settings of an account, checked and compiled: what identities are judged under. */
export interface PolicySet {
  /** Sorted by id (UTF-16 code units), so that the order given carries no meaning (L2). */
  readonly policies: readonly CompiledPolicy[];
  readonly settings: Settings;
  /** The resolution of the settings; null when there is none to add (A6). */
  readonly resolution: Duration | null;
  readonly controlTypes: ReadonlyMap<string, ControlType>;
  readonly foldBeforeApproval: FoldTable;
  readonly foldAfterApproval: FoldTable;
  /** Whether any condition reads facts that recording activity changes (S1). */
  readonly readsActivity: boolean;
  /** About how much one full evaluation under these policies costs at the most, in units of 50 ns. */
  readonly weight: number;
  /** At most so many comparisons their conditions make. */
  readonly comparisons: number;
}

/** What to compile. */
export interface PolicySetInput {
  /** Policy documents, semantics §5. */
  readonly policies: readonly unknown[];
  readonly settings?: unknown;
  /** Custom operators (C6): pure objects with `name` and `evaluate`, such as json-rules-engine's `Operator`. */
  readonly operators?: readonly OperatorLike[];
  /** `"auto"` (default): conditions become generated code where the platform allows it; `"never"`: always closures. */
  readonly codeGeneration?: 'auto' | 'never';
}

/**
 * Checks and compiles policies and settings.
 * @throws DormouseError `INVALID_POLICY` (or `INVALID_ARGUMENT` for settings and operators) with every issue in
 * `data.issues`; pointers start at the input: `/policies/0/…`, `/settings/…`.
 * @example
 * const set = compilePolicies({ policies: [{ id: 'workforce', inactivity: [{ id: 'all', stages: [
 *   { id: 'dormant', after: 'P45D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }] }] }] });
 */
export function compilePolicies(input: PolicySetInput): PolicySet {
  if (!isObject(input) || !Array.isArray(input.policies)) {
    throw new DormouseError('INVALID_ARGUMENT', 'policies must be a list of documents');
  }
  const operators = operatorTable(listOfOperators(input.operators ?? []));
  const issues: Issue[] = [];
  if (input.settings !== undefined && input.settings !== null) checkSettings(input.settings, '/settings', issues);
  throwIfRefused('INVALID_ARGUMENT', 'the settings are refused', issues);
  const settings = readSettings((input.settings ?? {}) as SettingsDocument);
  const controlTypes = controlTypeTable(settings.controlTypes);
  checkPolicies(input.policies, controlTypes, operators, issues);
  throwIfRefused('INVALID_POLICY', 'the policy is refused', issues);
  const codeGeneration = input.codeGeneration !== 'never' && canGenerateCode();
  return compileChecked(input.policies as readonly PolicyDocument[], settings, {
    controlTypes,
    operators,
    codeGeneration,
  });
}

function listOfOperators(operators: readonly OperatorLike[]): readonly OperatorLike[] {
  const given: unknown = operators;
  if (Array.isArray(given) && given.every(isObject)) return operators;
  throw new DormouseError('INVALID_ARGUMENT', 'operators must be a list of objects');
}

/** Compiles policies that {@link checkPolicies} found without errors. */
export function compileChecked(
  documents: readonly PolicyDocument[],
  settings: Settings,
  environment: CompileEnvironment,
): PolicySet {
  const policies = documents
    .map((document) => compilePolicy(ownCopy(document), environment))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
  return assemble(policies, settings, environment.controlTypes);
}

/** A copy that the caller cannot change afterwards: compiled conditions share its lists. */
function ownCopy(document: PolicyDocument): PolicyDocument {
  return JSON.parse(JSON.stringify(document)) as PolicyDocument;
}

/** Checks the policies of a set together: each document, and that no id is given twice. */
export function checkPolicies(
  policies: readonly unknown[],
  controlTypes: ReadonlyMap<string, ControlType>,
  operators: ReadonlyMap<string, CustomOperator>,
  issues: Issue[],
): void {
  const environment = { controlTypes: new Set(controlTypes.keys()), operators };
  const ids = new Set<unknown>();
  policies.forEach((document, index) => {
    const pointer = `/policies/${index}`;
    checkPolicy(document, pointer, environment, issues);
    const id = (document as PolicyDocument | null | undefined)?.id;
    if (id !== undefined && ids.has(id)) refuse(issues, 'DUPLICATE_ID', `${pointer}/id`, 'the id is taken');
    ids.add(id);
  });
}

/** The control types of an account by name: the built-in ones and the host's (K4). */
export function controlTypeTable(own: readonly ControlType[]): ReadonlyMap<string, ControlType> {
  return new Map([...builtInControlTypes, ...own].map((type) => [type.type, type]));
}

/** Throws when any issue is an error; warnings refuse nothing. */
export function throwIfRefused(
  code: 'INVALID_ARGUMENT' | 'INVALID_POLICY' | 'INVALID_CASE',
  what: string,
  issues: readonly Issue[],
): void {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new DormouseError(code, `${what}: ${first.pointer || '/'} ${first.message}${more}`, { issues });
}

function assemble(
  policies: readonly CompiledPolicy[],
  settings: Settings,
  controlTypes: ReadonlyMap<string, ControlType>,
): PolicySet {
  const { months, days, milliseconds } = settings.resolution;
  const precedence = settings.statusPrecedence;
  const before = 'beforeFirstApproval' in precedence ? precedence.beforeFirstApproval : precedence;
  const after = 'afterFirstApproval' in precedence ? precedence.afterFirstApproval : precedence;
  return {
    policies,
    settings,
    resolution: months + days + milliseconds === 0 ? null : settings.resolution,
    controlTypes,
    foldBeforeApproval: createFoldTable(before),
    foldAfterApproval: createFoldTable(after),
    readsActivity: policies.some(policyReadsActivity),
    ...measure(policies),
  };
}

/** The shortest comparison as JSON: `{"fact":"kind","operator":"in","value":[]}`, with a comma. */
const CHARACTERS_OF_COMPARISON = 45;

function measure(policies: readonly CompiledPolicy[]): { weight: number; comparisons: number } {
  let weight = 0;
  let characters = 0;
  for (const { document, rules, requirementSets } of policies) {
    const length = JSON.stringify(document).length;
    const stages = rules.reduce((most, rule) => Math.max(most, rule.stages.stages.length, ownStages(rule)), 0);
    const members = requirementSets.flatMap(({ items }) => items.map((item) => item.members.length));
    weight += 40 + length / 20 + stages * 15 + members.reduce((sum, count) => sum + count * 25, 0);
    characters += length;
  }
  return { weight, comparisons: characters / CHARACTERS_OF_COMPARISON };
}

function ownStages({ neverActive }: CompiledPolicy['rules'][number]): number {
  return neverActive === null ? 0 : neverActive.stages.length;
}

function policyReadsActivity(policy: CompiledPolicy): boolean {
  const conditions = [
    policy.appliesTo,
    ...policy.rules.map((rule) => rule.when),
    ...policy.exempt.map((exempt) => exempt.when),
    ...policy.requirementSets.map((set) => set.when),
  ];
  return conditions.some((condition) => condition?.readsActivity === true);
}
