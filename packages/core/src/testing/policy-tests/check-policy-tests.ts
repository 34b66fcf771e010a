import { DormouseError, type Issue } from '../../model/errors';
import { freeData } from '../../model/free-data';
import { id } from '../../model/ids';
import {
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
} from '../../model/shape';
import { statuses } from '../../model/status';
import { throwIfRefused } from '../../policy/policy-set';
import type { Instant } from '../../time/instant';
import { type PolicyTestDocument, stepVerbs } from './policy-test-document';
import { testInstant } from './test-instant';

/**
 * Reads the tests of policies.
 * @throws DormouseError `INVALID_ARGUMENT` with every issue in `data.issues`, pointers from the root of the document.
 */
export function readPolicyTests(document: unknown): PolicyTestDocument {
  const issues: Issue[] = [];
  documentShape(document, '', issues);
  throwIfRefused('INVALID_ARGUMENT', 'the policy tests are refused', issues);
  if (!isObject(document)) throw new DormouseError('INVALID_ARGUMENT', 'the policy tests are refused');
  return document as unknown as PolicyTestDocument;
}

const instant: Check = (value, pointer, issues) => {
  if (testInstant(value) === null) {
    refuse(issues, 'INVALID_INSTANT', pointer, 'must be a date, or an instant such as 2026-01-01T00:00:00Z');
  }
};

const given = object({
  createdAt: required(instant),
  kind: optional(id),
  name: optional(text(2_000)),
  parentId: optional(id),
  attributes: optional(freeData),
  labels: optional(list(id, 1_000)),
});

const activity: Check = (value, pointer, issues) =>
  (isObject(value) ? object({ type: required(id), outcome: optional(oneOfTexts('success', 'failure')) }) : id)(
    value,
    pointer,
    issues,
  );

const expectation = object({
  status: optional(oneOfTexts(...statuses)),
  controls: optional(list(id, 1_000)),
  notices: optional(list(text(600), 1_000)),
  rules: optional(list(text(600), 1_000)),
  exempt: optional(list(text(600), 1_000)),
  requirements: optional((value, pointer, issues) => {
    if (!isObject(value)) return refuse(issues, 'NOT_AN_OBJECT', pointer, 'must be an object of states by type');
    for (const [type, state] of Object.entries(value)) id(state, pointTo(pointer, type), issues);
  }),
  undecided: optional(list(text(600), 1_000)),
});

const stepShape = object({
  on: required(instant),
  activity: optional(activity),
  update: optional(object({ kind: optional(id), attributes: optional(freeData), labels: optional(list(id, 1_000)) })),
  meet: optional(id),
  fail: optional(id),
  waive: optional(id),
  restrict: optional(id),
  lift: optional(id),
  exempt: optional(
    object({
      kind: required(oneOfTexts('EXEMPTION', 'POSTPONEMENT', 'LEGAL_HOLD')),
      until: optional(instant),
      policyId: optional(id),
      ruleId: optional(id),
    }),
  ),
  acknowledge: optional(text(600)),
  expect: optional(expectation),
});

const step: Check = (value, pointer, issues) => {
  stepShape(value, pointer, issues);
  if (!isObject(value)) return;
  const verbs = stepVerbs.filter((verb) => value[verb] !== undefined && value[verb] !== null);
  if (verbs.length === 1) return;
  refuse(issues, 'STEP_ACTION', pointer, `a step needs exactly one of ${stepVerbs.join(', ')}`);
};

const testShape = object({
  name: required(text(500)),
  given: required(given),
  timeline: required(list(step, 1_000)),
});

const test: Check = (value, pointer, issues) => {
  testShape(value, pointer, issues);
  if (isObject(value)) checkOrder(value, pointer, issues);
};

/** Steps come in the order of their instants, from the creation on. */
function checkOrder({ given: whom, timeline }: Record<string, unknown>, pointer: string, issues: Issue[]): void {
  let last: Instant | null = isObject(whom) ? testInstant(whom['createdAt']) : null;
  if (!Array.isArray(timeline)) return;
  timeline.forEach((one: unknown, index) => {
    const at = isObject(one) ? testInstant(one['on']) : null;
    if (at !== null && last !== null && at < last) {
      refuse(
        issues,
        'NOT_IN_ORDER',
        `${pointer}/timeline/${index}/on`,
        'comes before the creation, or the step before',
      );
    }
    last = at ?? last;
  });
}

const documentShape = object({
  $schema: optional(text(2_000)),
  policies: optional(list(text(2_000), 100)),
  settings: optional((value, pointer, issues) => {
    if (!isObject(value)) refuse(issues, 'NOT_AN_OBJECT', pointer, 'must be an object');
  }),
  tests: required(list(test, 10_000)),
});
