import { operatorTable } from '../condition/custom-operator';
import { canonicalJson } from '../model/canonical-json';
import { DormouseError, type Issue } from '../model/errors';
import type { JsonObject } from '../model/json';
import type { PolicyMode } from '../model/policy-proposal';
import { checkPolicy, type PolicyEnvironment } from '../policy/check-policy';
import { lintChecked } from '../policy/lint/lint-policy';
import { compilePolicies, throwIfRefused } from '../policy/policy-set';
import type { SettingsDocument } from '../policy/settings';
import type { Runtime } from './runtime';

/** A policy document that was checked: a copy of its own, with its hash. */
export interface ReadPolicy {
  readonly policyId: string;
  readonly document: JsonObject;
  readonly contentHash: string;
  /** Advice about the document; nothing that refuses it. */
  readonly warnings: readonly Issue[];
}

/**
 * Checks a policy document against the settings of its account.
 * @throws DormouseError `INVALID_POLICY` with every issue in `data.issues`, pointers from the root of the document.
 */
export function readPolicy(runtime: Runtime, given: unknown, settings: SettingsDocument): ReadPolicy {
  const { operators, factSource } = runtime.policies;
  const { controlTypes } = compilePolicies({ policies: [], settings, operators });
  const environment: PolicyEnvironment = {
    controlTypes: new Set(controlTypes.keys()),
    operators: operatorTable(operators),
    ...(factSource === null ? {} : { hostFacts: factSource.lane.facts }),
  };
  const warnings: Issue[] = [];
  checkPolicy(given, '', environment, warnings);
  throwIfRefused('INVALID_POLICY', 'the policy is refused', warnings);
  // A copy, so that what was checked is what is kept.
  const document = JSON.parse(JSON.stringify(given)) as JsonObject & { readonly id: string };
  const known = {
    controlTypes,
    operators: environment.operators,
    limits: null,
    minimumNotice: null,
    at: runtime.now(),
  };
  lintChecked(document, '', known, warnings);
  return { policyId: document.id, document, contentHash: runtime.hash(canonicalJson(document)), warnings };
}

/** @throws DormouseError `INVALID_ARGUMENT` for what is no mode. */
export function checkMode(value: unknown): PolicyMode {
  if (value === undefined || value === null) return 'enforce';
  if (value === 'enforce' || value === 'observe') return value;
  throw new DormouseError('INVALID_ARGUMENT', 'mode must be enforce or observe', { name: 'mode' });
}
