import fc from 'fast-check';
import type { ControlDoc, ExemptionDoc, Json, PolicyDoc, RequirementDoc, SubjectDoc } from './case-types';
import { activityTypes, attributesArbitrary, day, kinds, labels, requirementTypes } from './generate-conditions';
import { onOverdueArbitrary } from './generate-policies';
import { byText } from './situation';
import { formatInstant } from './time';

/** An instant that is settled only once the policies are known: near `at`, or at the edge of something they say. */
interface Moment {
  readonly edge: number | null;
  readonly days: number;
  readonly nudge: number;
}

/** `edges` are instants at which some duration of the policies would end about `at`. */
export interface Frame {
  readonly at: number;
  readonly edges: readonly number[];
  readonly policies: readonly PolicyDoc[];
}

function momentArbitrary(min: number, max: number): fc.Arbitrary<Moment> {
  const small = fc.constantFrom(0, 0, 1, -1, 3_600_000, -3_600_000);
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ edge: fc.constant(null), days: fc.integer({ min, max }), nudge: small }) },
    { weight: 3, arbitrary: fc.record({ edge: fc.nat(10_000), days: fc.constant(0), nudge: small }) },
  );
}

function settle(moment: Moment, frame: Frame): number {
  const edge = moment.edge === null ? undefined : frame.edges[moment.edge % frame.edges.length];
  return (edge ?? frame.at + moment.days * day) + moment.nudge;
}

/** What a subject is made from. Everything but the instants is settled; `buildSubject` settles those. */
export interface SubjectPlan {
  readonly kind: string;
  readonly parentId: string | null;
  readonly labels: readonly string[];
  readonly attributes: { readonly [key: string]: Json };
  readonly created: Moment;
  readonly activity: readonly {
    readonly type: string;
    readonly success: Moment | null;
    readonly failure: Moment | null;
    readonly count: number;
  }[];
  readonly controls: readonly ControlPlan[];
  readonly requirements: readonly RequirementPlan[];
  readonly exemptions: readonly ExemptionPlan[];
  readonly reactivated: Moment | null;
  readonly approved: Moment | null;
}

interface ControlPlan {
  readonly type: string;
  readonly setBy: ControlDoc['setBy'];
  readonly from: Moment;
  readonly lasts: number | null;
  readonly nudge: number;
  readonly ends: 'expires' | 'deleted';
  readonly cause: number | null;
  readonly names: boolean;
}

interface RequirementPlan {
  readonly type: string;
  readonly state: RequirementDoc['state'];
  readonly due: Moment | null;
  readonly valid: Moment | null;
  readonly renewalGrace: string | null;
  readonly onOverdue: RequirementDoc['onOverdue'];
  readonly whilePending: 'block' | null;
  readonly group: string | null;
}

interface ExemptionPlan {
  readonly kind: ExemptionDoc['kind'];
  readonly scope: number;
  readonly from: Moment | null;
  readonly lasts: number | null;
  readonly nudge: number;
}

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const nudges = fc.constantFrom(0, 0, 1, -1);

const controlPlan: fc.Arbitrary<ControlPlan> = fc.record({
  type: fc.oneof(
    { weight: 6, arbitrary: fc.constant('DORMANT') },
    { weight: 6, arbitrary: fc.constantFrom('SELL_ONLY', 'FROZEN', 'WATCHED') },
    { weight: 1, arbitrary: fc.constantFrom('CLOSED', 'SEALED') },
  ),
  setBy: fc.constantFrom<ControlDoc['setBy']>('POLICY', 'CLIENT', 'OPERATOR'),
  from: momentArbitrary(-500, 20),
  lasts: fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 200 }) },
  ),
  nudge: nudges,
  ends: fc.constantFrom<ControlPlan['ends']>('expires', 'expires', 'deleted'),
  cause: optional(fc.nat(100)),
  names: fc.boolean(),
});

const requirementPlan: fc.Arbitrary<RequirementPlan> = fc.record({
  type: fc.constantFrom(...requirementTypes),
  state: fc.constantFrom<RequirementDoc['state']>('PENDING', 'PENDING', 'MET', 'MET', 'FAILED', 'WAIVED', 'ERROR'),
  due: optional(momentArbitrary(-60, 90)),
  valid: optional(momentArbitrary(-60, 90)),
  renewalGrace: fc.constantFrom(null, 'P7D', 'P30D', 'P1M'),
  onOverdue: fc.option(onOverdueArbitrary, { nil: null }),
  whilePending: fc.constantFrom(null, null, 'block' as const),
  group: fc.constantFrom(null, null, 'g1', 'g2'),
});

const exemptionPlan: fc.Arbitrary<ExemptionPlan> = fc.record({
  kind: fc.constantFrom<ExemptionDoc['kind']>('EXEMPTION', 'EXEMPTION', 'POSTPONEMENT', 'LEGAL_HOLD'),
  scope: fc.nat(100),
  from: fc.oneof({ weight: 4, arbitrary: momentArbitrary(-400, 60) }, { weight: 1, arbitrary: fc.constant(null) }),
  lasts: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 120 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  nudge: nudges,
});

const few = <T>(arbitrary: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<T[]>([]) },
    { weight: 2, arbitrary: fc.array(arbitrary, { maxLength }) },
  );

export function subjectPlan(at: number): fc.Arbitrary<SubjectPlan> {
  const activity = fc.record({
    type: fc.constantFrom(...activityTypes),
    success: fc.oneof({ weight: 4, arbitrary: momentArbitrary(-500, 0) }, { weight: 1, arbitrary: fc.constant(null) }),
    failure: optional(momentArbitrary(-500, 0)),
    count: fc.integer({ min: 1, max: 30 }),
  });
  return fc.record({
    kind: fc.constantFrom(...kinds),
    parentId: fc.constantFrom(null, 'p-1'),
    labels: fc.subarray([...labels]),
    attributes: attributesArbitrary(at),
    created: fc.oneof(
      { weight: 6, arbitrary: momentArbitrary(-900, -30) },
      { weight: 1, arbitrary: momentArbitrary(-3, 3) },
    ),
    activity: fc.uniqueArray(activity, { maxLength: 3, selector: (a) => a.type }),
    controls: few(controlPlan, 4),
    requirements: few(requirementPlan, 4),
    exemptions: few(exemptionPlan, 3),
    reactivated: fc.oneof(
      { weight: 2, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: momentArbitrary(-300, 0) },
    ),
    approved: optional(momentArbitrary(-300, 0)),
  });
}

function ruleScopes(policies: readonly PolicyDoc[]): readonly { policyId: string; ruleId: string; stageId: string }[] {
  return policies.flatMap((policy) =>
    (policy.inactivity ?? []).flatMap((rule) =>
      rule.stages.map((stage) => ({ policyId: policy.id, ruleId: rule.id, stageId: stage.id })),
    ),
  );
}

/** At most one active control for each type and authority (K2): an overlap with an earlier one is dropped. */
function withoutOverlaps(controls: readonly ControlDoc[]): readonly ControlDoc[] {
  const kept: ControlDoc[] = [];
  for (const control of [...controls].sort((a, b) => byText(a.createdAt, b.createdAt))) {
    const before = kept.filter((k) => k.type === control.type && k.setBy === control.setBy);
    if (before.every((k) => (k.deletedAt ?? k.expiresAt ?? '9') <= control.createdAt)) kept.push(control);
  }
  return kept;
}

function buildControl(plan: ControlPlan, index: number, frame: Frame, requirementIds: readonly string[]): ControlDoc {
  const scopes = ruleScopes(frame.policies);
  const from = settle(plan.from, frame);
  const end = plan.lasts === null ? null : formatInstant(from + plan.lasts * day + plan.nudge);
  const caused = plan.setBy === 'POLICY' && plan.cause !== null ? (scopes[plan.cause % scopes.length] ?? null) : null;
  return {
    id: `c${index}`,
    type: plan.type,
    setBy: plan.setBy,
    overridable: true,
    reasonCode: 'OTHER',
    reason: 'because',
    createdAt: formatInstant(from),
    expiresAt: plan.ends === 'expires' ? end : null,
    deletedAt: plan.ends === 'deleted' ? end : null,
    cause: caused,
    requirementIds: plan.setBy === 'POLICY' && plan.names && caused === null ? requirementIds : [],
  };
}

function buildExemption(plan: ExemptionPlan, index: number, frame: Frame): ExemptionDoc {
  const scopes = [
    { policyId: null, ruleId: null },
    ...frame.policies.map((policy) => ({ policyId: policy.id, ruleId: null })),
    ...ruleScopes(frame.policies).map(({ policyId, ruleId }) => ({ policyId, ruleId })),
  ];
  const from = plan.from === null ? null : settle(plan.from, frame);
  const until = plan.lasts === null ? null : (from ?? frame.at - 60 * day) + plan.lasts * day + plan.nudge;
  return {
    id: `e${index}`,
    kind: plan.kind,
    scope: scopes[plan.scope % scopes.length] ?? { policyId: null, ruleId: null },
    from: from === null ? null : formatInstant(from),
    until: until === null ? null : formatInstant(until),
  };
}

/** A subject without progress. Activity and approvals never lie beyond the skew of A5. */
export function buildSubject(plan: SubjectPlan, frame: Frame): SubjectDoc {
  const text = (moment: Moment | null): string | null =>
    moment === null ? null : formatInstant(settle(moment, frame));
  const seen = (moment: Moment | null): string | null =>
    moment === null ? null : formatInstant(Math.min(settle(moment, frame), frame.at + 240_000));
  const requirements = plan.requirements.map(({ due, valid, ...rest }, i): RequirementDoc => {
    return { id: `r${i}`, ...rest, dueAt: text(due), validUntil: rest.state === 'MET' ? text(valid) : null };
  });
  const names = requirements.filter((r) => typeof r.onOverdue === 'object').map((r) => r.id);
  const activity = plan.activity.map(({ type, success, failure, count }) => {
    const outcome = (moment: Moment | null) => (moment === null ? null : { lastAt: seen(moment), count });
    return [type, { success: outcome(success), failure: outcome(failure) }] as const;
  });
  const identity = {
    accountId: 'acme',
    id: 'u-1',
    kind: plan.kind,
    createdAt: formatInstant(settle(plan.created, frame)),
  };
  return {
    identity: { ...identity, parentId: plan.parentId, attributes: plan.attributes, labels: plan.labels },
    activity: Object.fromEntries(activity),
    controls: withoutOverlaps(plan.controls.map((control, i) => buildControl(control, i, frame, names))),
    requirements,
    exemptions: plan.exemptions.map((exemption, i) => buildExemption(exemption, i, frame)),
    progress: [],
    reactivatedAt: seen(plan.reactivated),
    approvedAt: seen(plan.approved),
  };
}
