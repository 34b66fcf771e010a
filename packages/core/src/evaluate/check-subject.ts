import type { ControlType } from '../model/control-type';
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
  refuse,
  required,
  text,
} from '../model/shape';
import { duration, instant } from '../model/time-checks';
import { activity, count } from './check-activity';

const REASON = text(2_000);

const nothing: Check = (_value, pointer, issues) => {
  refuse(issues, 'UNSUPPORTED', pointer, "exemptions by condition belong to a policy's exempt");
};

/** The identity of a subject as JSON. */
export const identityShape: Check = object({
  accountId: required(id),
  id: required(id),
  kind: required(id),
  createdAt: required(instant),
  parentId: optional(id),
  name: optional(text(2_000)),
  attributes: optional(freeData),
  labels: optional(list(id, 1_000)),
  locked: optional(boolean),
});

const cause = object({
  policyId: optional(id),
  version: optional(count),
  ruleId: optional(id),
  stageId: optional(id),
  runId: optional(id),
});

function controlShape(types: ReadonlyMap<string, ControlType>): Check {
  return object({
    id: required(id),
    accountId: optional(id),
    identityId: optional(id),
    type: required((value, pointer, issues) => {
      if (typeof value !== 'string' || !types.has(value)) {
        refuse(issues, 'UNKNOWN_CONTROL_TYPE', pointer, `must be one of ${[...types.keys()].sort().join(', ')}`);
      }
    }),
    setBy: required(oneOfTexts('POLICY', 'CLIENT', 'OPERATOR')),
    actor: optional(id),
    overridable: optional(boolean),
    reasonCode: optional(id),
    reason: optional(REASON),
    createdAt: required(instant),
    expiresAt: optional(instant),
    deletedAt: optional(instant),
    deletedBy: optional(id),
    deletionReason: optional(REASON),
    cause: optional(cause),
    requirementIds: optional(list(id)),
  });
}

const onOverdue =
  (types: ReadonlyMap<string, ControlType>): Check =>
  (value, pointer, issues) => {
    if (!isObject(value)) return oneOfTexts('DENY', 'WAIT')(value, pointer, issues);
    const type: Check = (name, at, found) => {
      if (typeof name !== 'string' || !types.has(name))
        refuse(found, 'UNKNOWN_CONTROL_TYPE', at, 'unknown control type');
    };
    object({ control: required(object({ type: required(type), reasonCode: required(id) })) })(value, pointer, issues);
  };

function requirementShape(types: ReadonlyMap<string, ControlType>): Check {
  return object({
    id: required(id),
    type: required(id),
    state: required(oneOfTexts('PENDING', 'MET', 'FAILED', 'WAIVED', 'ERROR')),
    dueAt: optional(instant),
    validUntil: optional(instant),
    renewalGrace: optional(duration),
    validFor: optional(duration),
    openedAt: optional(instant),
    onOverdue: optional(onOverdue(types)),
    whilePending: optional(oneOfTexts('block')),
    group: optional(text(1_000)),
  });
}

const scopeFields = object({ policyId: optional(id), ruleId: optional(id) });

const scope: Check = (value, pointer, issues) => {
  scopeFields(value, pointer, issues);
  if (!isObject(value)) return;
  const { policyId, ruleId } = value;
  if ((policyId === null || policyId === undefined) && ruleId !== null && ruleId !== undefined) {
    refuse(issues, 'SCOPE_WITHOUT_POLICY', `${pointer}/ruleId`, 'a rule needs the policy that it belongs to');
  }
};

const exemptionFields = object({
  id: required(id),
  kind: required(oneOfTexts('EXEMPTION', 'POSTPONEMENT', 'LEGAL_HOLD')),
  identityId: optional(id),
  condition: optional(nothing),
  scope: optional(scope),
  reason: optional(REASON),
  owner: optional(id),
  reviewBy: optional(instant),
  from: optional(instant),
  until: optional(instant),
  indefinite: optional(boolean),
});

const exemption: Check = (value, pointer, issues) => {
  exemptionFields(value, pointer, issues);
  if (isObject(value) && value['indefinite'] === true && value['until'] !== null && value['until'] !== undefined) {
    refuse(issues, 'INDEFINITE_WITH_END', `${pointer}/until`, 'an indefinite exemption has no end');
  }
};

const progress = object({
  policyId: required(id),
  ruleId: required(id),
  stageId: required(id),
  base: required(instant),
  at: required(instant),
  outcome: required(oneOfTexts('served', 'acted', 'skipped')),
  acknowledgedAt: optional(instant),
  promised: optional(list(object({ stageId: required(id), milliseconds: required(count) }), 100)),
});

/** Checks a subject as JSON (json-forms.md) and adds every issue with its place below `pointer`. */
export function checkSubject(
  value: unknown,
  pointer: string,
  types: ReadonlyMap<string, ControlType>,
  issues: Issue[],
): void {
  object({
    identity: required(identityShape),
    activity: optional(activity),
    controls: optional(list(controlShape(types))),
    requirements: optional(list(requirementShape(types))),
    exemptions: optional(list(exemption)),
    progress: optional(list(progress)),
    reactivatedAt: optional(instant),
    approvedAt: optional(instant),
  })(value, pointer, issues);
  checkNamedRequirements(value, pointer, issues);
  checkUniqueIds(value, pointer, issues);
  checkOwner(value, pointer, issues);
}

/** The most requirements that all controls together may name. */
const MOST_NAMED = 100_000;

function checkNamedRequirements(subject: unknown, pointer: string, issues: Issue[]): void {
  const controls = isObject(subject) && Array.isArray(subject['controls']) ? subject['controls'] : [];
  let named = 0;
  controls.forEach((control: unknown, index) => {
    const ids = isObject(control) ? control['requirementIds'] : undefined;
    if (!Array.isArray(ids) || named > MOST_NAMED) return;
    named += ids.length;
    if (named <= MOST_NAMED) return;
    const at = `${pointer}/controls/${index}/requirementIds`;
    refuse(issues, 'LIST_TOO_LONG', at, 'all controls together name more than 100,000 requirements');
  });
}

/** Two records with one id could not be told apart in the status details. */
function checkUniqueIds(subject: unknown, pointer: string, issues: Issue[]): void {
  for (const key of ['controls', 'requirements', 'exemptions']) {
    const members = isObject(subject) ? subject[key] : undefined;
    if (!Array.isArray(members)) continue;
    const taken = new Set<unknown>();
    members.forEach((member: unknown, index) => {
      if (!isObject(member)) return;
      if (taken.has(member['id'])) refuse(issues, 'DUPLICATE_ID', `${pointer}/${key}/${index}/id`, 'the id is taken');
      taken.add(member['id']);
    });
  }
}

/** A control that names another account or identity was put into the wrong subject. */
function checkOwner(subject: unknown, pointer: string, issues: Issue[]): void {
  if (!isObject(subject) || !isObject(subject['identity'])) return;
  const { accountId, id: identityId } = subject['identity'];
  const controls = Array.isArray(subject['controls']) ? subject['controls'] : [];
  const exemptions = Array.isArray(subject['exemptions']) ? subject['exemptions'] : [];
  for (const [key, members] of Object.entries({ controls, exemptions })) {
    members.forEach((member: unknown, index: number) => {
      if (!isObject(member)) return;
      for (const [field, owner] of Object.entries({ accountId, identityId })) {
        const named = member[field];
        if (typeof named === 'string' && named !== owner) {
          refuse(
            issues,
            'WRONG_OWNER',
            `${pointer}/${key}/${index}/${field}`,
            'belongs to another account or identity',
          );
        }
      }
    });
  }
}
