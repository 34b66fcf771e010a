import { type ConditionEnvironment, checkCondition, checkNamedConditions } from '../condition/check';
import type { CustomOperator } from '../condition/custom-operator';
import type { AttributeType, HostFactTypes } from '../condition/language';
import type { Issue } from '../model/errors';
import { freeData } from '../model/free-data';
import { id } from '../model/ids';
import {
  boolean,
  type Check,
  isObject,
  list,
  object,
  oneOfTexts,
  optional,
  pointTo,
  refuse,
  required,
  text,
  warn,
} from '../model/shape';
import { duration, instant, timeZone } from '../model/time-checks';
import { createZone, utc } from '../time/zone';
import { checkStages, checkUniqueIds } from './check-stages';
import { isTooLarge } from './document-size';

/** What a policy is checked against: the account's control types and the engine's custom operators. */
export interface PolicyEnvironment {
  readonly controlTypes: ReadonlySet<string>;
  readonly operators: ReadonlyMap<string, CustomOperator>;
  /** The host facts that conditions may name (C7). Default: none. */
  readonly hostFacts?: HostFactTypes;
}

const attributeType = oneOfTexts('string', 'number', 'boolean', 'instant', 'list');

/**
 * Checks a policy document and adds every issue, each with its place below `pointer` (C1, P3). It never throws,
 * whatever it is given. Issues with severity `warning` refuse nothing.
 */
export function checkPolicy(document: unknown, pointer: string, environment: PolicyEnvironment, issues: Issue[]): void {
  if (isTooLarge(document)) {
    refuse(issues, 'POLICY_TOO_LARGE', pointer, 'has more than 50,000 objects and lists, or 500,000 values');
    return;
  }
  const conditions = conditionEnvironment(document, environment);
  const condition: Check = (value, at, found) => checkCondition(value, at, conditions, found);
  policyShape(condition, controlCheck(environment.controlTypes))(document, pointer, issues);
  if (!isObject(document)) return;
  if (isObject(document['conditions'])) checkNamed(document['conditions'], pointer, conditions, issues);
  checkIdsAndOrder(document, pointer, issues);
}

/** The named conditions report from their own root; their pointers are put below the policy's. */
function checkNamed(named: unknown, pointer: string, environment: ConditionEnvironment, issues: Issue[]): void {
  const found: Issue[] = [];
  checkNamedConditions(named, environment, found);
  for (const issue of found) issues.push({ ...issue, pointer: pointer + issue.pointer });
}

const noHostFacts: HostFactTypes = new Map();

function conditionEnvironment(document: unknown, environment: PolicyEnvironment): ConditionEnvironment {
  const declared = isObject(document) && isObject(document['attributes']) ? document['attributes'] : null;
  const named = isObject(document) && isObject(document['conditions']) ? document['conditions'] : {};
  const attributes = declared === null ? null : new Map<string, AttributeType>();
  for (const [name, type] of Object.entries(declared ?? {})) if (isAttributeType(type)) attributes?.set(name, type);
  const { operators, hostFacts = noHostFacts } = environment;
  return { attributes, named: new Set(Object.keys(named)), operators, hostFacts };
}

function isAttributeType(value: unknown): value is AttributeType {
  return value === 'string' || value === 'number' || value === 'boolean' || value === 'instant' || value === 'list';
}

function controlCheck(types: ReadonlySet<string>): Check {
  return object({
    type: required((value, pointer, issues) => {
      if (typeof value !== 'string' || !types.has(value)) {
        refuse(issues, 'UNKNOWN_CONTROL_TYPE', pointer, `must be one of ${[...types].sort().join(', ')}`);
      }
    }),
    reasonCode: required(id),
  });
}

function policyShape(condition: Check, control: Check): Check {
  return object({
    $schema: optional(text(2_000)),
    id: required(id),
    title: optional(text(2_000)),
    description: optional(text(20_000)),
    timeZone: optional(timeZone),
    attributes: optional(attributesCheck),
    conditions: optional((value, pointer, issues) => {
      if (!isObject(value)) refuse(issues, 'NOT_AN_OBJECT', pointer, 'must be an object of named conditions');
    }),
    appliesTo: optional(condition),
    inactivity: optional(list(ruleShape(condition, control), 1_000)),
    exempt: optional(list(exemptShape(condition), 1_000)),
    requirements: optional(list(requirementSetShape(condition, control), 1_000)),
    meta: optional(freeData),
  });
}

const attributesCheck: Check = (value, pointer, issues) => {
  if (!isObject(value)) return refuse(issues, 'NOT_AN_OBJECT', pointer, 'must be an object of attribute types');
  for (const [name, type] of Object.entries(value)) attributeType(type, pointTo(pointer, name), issues);
};

function ruleShape(condition: Check, control: Check): Check {
  const stages = list(stageShape(control), 100);
  return object({
    id: required(id),
    when: optional(condition),
    counts: optional(object({ types: optional(typesCheck), failures: optional(boolean) })),
    neverActive: optional(either(oneOfTexts('same', 'ignore'), object({ stages: required(stages) }))),
    stages: required(stages),
    onReturn: optional(either(oneOfTexts('keep', 'lift'), object({ require: required(list(id, 100)) }))),
  });
}

const typesCheck: Check = (value, pointer, issues) => {
  list(id, 1_000)(value, pointer, issues);
  if (Array.isArray(value) && value.length === 0) {
    warn(issues, 'NOTHING_COUNTS', pointer, 'no activity counts: every identity is never active for this rule');
  }
};

/** A text is checked as a text, anything else as an object. */
function either(asText: Check, asObject: Check): Check {
  return (value, pointer, issues) => (typeof value === 'string' ? asText : asObject)(value, pointer, issues);
}

const notice = object({ template: required(id), acknowledge: optional(boolean) });

function stageShape(control: Check): Check {
  const shape = object({
    id: required(id),
    after: required(duration),
    notify: optional((value, pointer, issues) => (isObject(value) ? notice : id)(value, pointer, issues)),
    control: optional(control),
    notice: optional(oneOfTexts('none')),
  });
  return (value, pointer, issues) => {
    shape(value, pointer, issues);
    if (!isObject(value)) return;
    const actions = [value['notify'], value['control']].filter((action) => action !== undefined && action !== null);
    if (actions.length !== 1) {
      refuse(issues, 'STAGE_ACTION', pointer, 'a stage needs exactly one of "notify" and "control"');
    }
  };
}

function exemptShape(condition: Check): Check {
  const shape = object({
    id: required(id),
    when: required(condition),
    reason: optional(text(2_000)),
    owner: optional(id),
    reviewBy: optional(instant),
  });
  return (value, pointer, issues) => {
    shape(value, pointer, issues);
    if (!isObject(value)) return;
    for (const key of ['reason', 'owner', 'reviewBy']) {
      if (value[key] === undefined || value[key] === null) {
        warn(issues, 'EXEMPTION_INCOMPLETE', pointTo(pointer, key), `a standing exemption should name its "${key}"`);
      }
    }
  };
}

function requirementSetShape(condition: Check, control: Check): Check {
  const requirement = object({
    type: required(id),
    dueWithin: optional(duration),
    validFor: optional(duration),
    renewalGrace: optional(duration),
    onOverdue: optional(either(oneOfTexts('DENY', 'WAIT'), object({ control: required(control) }))),
    whilePending: optional(oneOfTexts('block')),
  });
  const group = object({ oneOf: required(atLeastOne(list(requirement, 100))) });
  const item: Check = (value, pointer, issues) =>
    (isObject(value) && Object.hasOwn(value, 'oneOf') ? group : requirement)(value, pointer, issues);
  return object({ id: required(id), when: optional(condition), require: required(list(item, 1_000)) });
}

function atLeastOne(check: Check): Check {
  return (value, pointer, issues) => {
    check(value, pointer, issues);
    if (Array.isArray(value) && value.length === 0) refuse(issues, 'EMPTY_LIST', pointer, 'must not be empty');
  };
}

function checkIdsAndOrder(policy: Record<string, unknown>, pointer: string, issues: Issue[]): void {
  for (const key of ['inactivity', 'exempt', 'requirements']) {
    const members = policy[key];
    if (Array.isArray(members)) checkUniqueIds(members, `${pointer}/${key}`, new Set(), issues);
  }
  const zone = policy['timeZone'];
  const exactDays = typeof zone !== 'string' || createZone(zone) === utc;
  if (Array.isArray(policy['inactivity'])) {
    policy['inactivity'].forEach((rule, index) => {
      checkStages(rule, `${pointer}/inactivity/${index}`, exactDays, issues);
    });
  }
}
