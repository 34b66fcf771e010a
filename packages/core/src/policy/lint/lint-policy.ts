import { newEffort } from '../../condition/analyse/effort';
import { type CustomOperator, type OperatorLike, operatorTable } from '../../condition/custom-operator';
import type { HostFactTypes } from '../../condition/language';
import type { ControlType } from '../../model/control-type';
import type { Issue } from '../../model/errors';
import { id } from '../../model/ids';
import { list, object, optional, required, text } from '../../model/shape';
import { duration, type InstantInput, toInstant } from '../../model/time-checks';
import type { Instant } from '../../time/instant';
import { checkPolicy } from '../check-policy';
import type { PolicyDocument } from '../document';
import { controlTypeTable, throwIfRefused } from '../policy-set';
import { checkSettings, readSettings, type SettingsDocument } from '../settings';
import { lintConditions } from './lint-conditions';
import { lintExemptions } from './lint-exemptions';
import { limitsOf, lintLimits } from './lint-limits';
import { lintReport } from './lint-report';
import { lintStages } from './lint-stages';
import { scopeOf } from './policy-scope';
import type { RegulationLimit } from './regulation-limits';

/** What a policy is looked at with. */
export interface LintOptions {
  /** Of the account: its control types. */
  readonly settings?: unknown;
  /** Custom operators (C6), as for `compilePolicies`. */
  readonly operators?: readonly OperatorLike[];
  /** Host facts (C7), as for `compilePolicies`. */
  readonly hostFacts?: HostFactTypes;
  /** The limits of the regulations that policies name in `meta.regulations`. Default: none is judged. */
  readonly limits?: readonly RegulationLimit[];
  /** A notice that every control of every rule must have before it, such as `P30D`. Default: none. */
  readonly minimumNotice?: string | null;
  /** When reviews are judged. Default: they are not. */
  readonly at?: InstantInput | null;
}

/**
 * Checks a policy and gives advice about it: every fault (C1) and, when there is none, what {@link LintCode} lists (P3).
 * What it says of conditions is certain (never true means true of nobody), and it does not find everything. It takes some
 * tens of milliseconds at the most, whatever it is given.
 * @returns issues with a code, a severity, a JSON Pointer from the root of the document, and a message. Only errors
 * refuse a policy.
 * @throws DormouseError `INVALID_ARGUMENT` for faulty options; `INVALID_INSTANT`.
 * @example
 * lintPolicy(document, { minimumNotice: 'P14D', at: '2026-03-01T00:00:00Z' });
 */
export function lintPolicy(document: unknown, options: LintOptions = {}): readonly Issue[] {
  const known = readLintOptions(options);
  const issues: Issue[] = [];
  const environment = { controlTypes: new Set(known.controlTypes.keys()), operators: known.operators };
  checkPolicy(document, '', { ...environment, ...hostFactsOf(options) }, issues);
  if (!issues.some(({ severity }) => severity === 'error')) lintChecked(document as PolicyDocument, '', known, issues);
  return issues;
}

/** Options that were read. */
export interface LintKnowledge {
  readonly controlTypes: ReadonlyMap<string, ControlType>;
  readonly operators: ReadonlyMap<string, CustomOperator>;
  readonly limits: readonly RegulationLimit[] | null;
  readonly minimumNotice: string | null;
  readonly at: Instant | null;
}

/** Adds the advice about a policy that {@link checkPolicy} found without errors; pointers stand below `pointer`. */
export function lintChecked(policy: PolicyDocument, pointer: string, known: LintKnowledge, issues: Issue[]): void {
  const report = lintReport(pointer, issues);
  const scope = scopeOf(policy, known.operators);
  lintConditions(policy, scope, newEffort(), report);
  lintStages(policy, known.controlTypes, report);
  lintExemptions(policy, scope, known.at, report);
  const limits = known.limits === null ? [] : limitsOf(policy, known.limits, report);
  const asked = known.minimumNotice;
  lintLimits(
    policy,
    asked === null ? limits : [...limits, { regulation: '', clause: 'minimumNotice', minNotice: asked }],
    report,
  );
}

const limitsShape = list(
  object({
    regulation: required(id),
    clause: required(text(2_000)),
    about: optional(id),
    maxInactivity: optional(duration),
    maxNeverUsed: optional(duration),
    minInactivity: optional(duration),
    overInactivity: optional(duration),
    minNotice: optional(duration),
    maxCycle: optional(duration),
  }),
);

/** @throws DormouseError `INVALID_ARGUMENT`, `INVALID_INSTANT`. */
export function readLintOptions(options: LintOptions): LintKnowledge {
  const issues: Issue[] = [];
  const { at, limits, minimumNotice, operators, settings } = options;
  if (settings !== undefined && settings !== null) checkSettings(settings, '/settings', issues);
  if (minimumNotice !== undefined && minimumNotice !== null) duration(minimumNotice, '/minimumNotice', issues);
  if (limits !== undefined && limits !== null) limitsShape(limits, '/limits', issues);
  throwIfRefused('INVALID_ARGUMENT', 'the options are refused', issues);
  return {
    controlTypes: controlTypeTable(readSettings((settings ?? {}) as SettingsDocument).controlTypes),
    operators: operatorTable(operators ?? []),
    limits: limits ?? null,
    minimumNotice: minimumNotice ?? null,
    at: at === undefined || at === null ? null : toInstant(at),
  };
}

function hostFactsOf({ hostFacts }: LintOptions): { readonly hostFacts?: HostFactTypes } {
  return hostFacts === undefined ? {} : { hostFacts };
}
