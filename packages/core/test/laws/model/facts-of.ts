import type { EventOf, EventType, StageProgress } from '../../../src/index';

type Facts = { readonly [T in EventType]: (data: EventOf<T>['data']) => unknown };

const stageOf = ({ policyId, ruleId, stageId }: StageProgress) => ({ policyId, ruleId, stageId });
const requirement = ({ requirementId }: { readonly requirementId: string }) => ({ requirementId });
const changed = (data: { readonly requirement: { readonly id: string }; readonly from: string }) => ({
  requirementId: data.requirement.id,
  from: data.from,
});
const run = ({ runId }: { readonly runId: string }) => ({ runId });

/** What the model must foretell of an event: what happened, to what, and why. */
const table: Facts = {
  'identity.registered': ({ status }) => ({ status }),
  'identity.imported': ({ status }) => ({ status }),
  'identity.updated': ({ changed: fields }) => ({ changed: fields }),
  'identity.removed': ({ removedWith }) => ({ removedWith }),
  'identity.erased': ({ fields }) => ({ fields }),
  'identity.status_changed': ({ from, to, because }) => ({ from, to, trigger: because.trigger }),
  'identity.notice_served': ({ progress }) => ({ ...stageOf(progress), base: progress.base }),
  'identity.notice_acknowledged': ({ progress }) => ({ stageId: progress.stageId }),
  'identity.notice_withdrawn': ({ progress, because }) => ({ stageId: progress.stageId, because }),
  'identity.activity_refused': ({ controlIds }) => ({ controlIds }),
  'identity.dormant': ({ controlId }) => ({ controlId }),
  'identity.reactivated': ({ controlId, because }) => ({ controlId, because }),
  'control.created': ({ control, progress }) => ({
    type: control.type,
    setBy: control.setBy,
    policyId: control.cause?.policyId ?? null,
    ruleId: control.cause?.ruleId ?? null,
    stageId: control.cause?.stageId ?? null,
    requirementIds: control.requirementIds,
    stages: progress.map(({ stageId }) => stageId),
  }),
  'control.deleted': ({ control }) => ({ controlId: control.id }),
  'control.expired': ({ controlId, since }) => ({ controlId, since }),
  would_restrict: ({ policyId, ruleId, stageId }) => ({ policyId, ruleId, stageId }),
  'requirement.opened': (data) => ({ requirementId: data.requirement.id }),
  'requirement.met': changed,
  'requirement.failed': changed,
  'requirement.errored': changed,
  'requirement.waived': changed,
  'requirement.withdrawn': ({ requirementId }) => ({ requirementId, from: null }),
  'requirement.renewal_due': requirement,
  'requirement.overdue': requirement,
  'exemption.granted': ({ exemption }) => ({ kind: exemption.kind }),
  'exemption.ended': ({ exemptionId, reason }) => ({ exemptionId, early: reason !== null }),
  'exemption.review_due': ({ exemptionId }) => ({ exemptionId }),
  'policy.activated': ({ policyId, version, mode }) => ({ policyId, version, mode }),
  'policy.retired': ({ policyId, version }) => ({ policyId, version }),
  'policy.proposed': ({ proposal }) => ({ policyId: proposal.policyId, mode: proposal.mode }),
  'policy.proposal_withdrawn': ({ policyId }) => ({ policyId }),
  'sweep.completed': (data) => ({ runId: data.run.id }),
  'sweep.halted': run,
  'sweep.resumed': run,
  'sweep.undone': ({ runId, lifted }) => ({ runId, lifted }),
  'report.ready': (data) => ({ reportId: data.reportId }),
};

/** The facts of an event of the log. */
export function factsOf({ type, data }: EventOf<EventType>): unknown {
  return (table[type] as (data: unknown) => unknown)(data);
}
