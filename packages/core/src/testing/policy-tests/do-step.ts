import type { Dormouse } from '../../engine/dormouse';
import { DormouseError } from '../../model/errors';
import type { Requirement } from '../../model/requirement';
import { formatInstant, type Instant } from '../../time/instant';
import type { ExemptStep, TimelineStep } from './policy-test-document';
import { testInstant } from './test-instant';

/** Whom a test is about. */
export interface TestedIdentity {
  readonly dormouse: Dormouse;
  readonly accountId: string;
  readonly identityId: string;
}

const REASON = 'a policy test';

/**
 * Does what a step says, at the instant that the clock shows.
 * @throws DormouseError what the engine refuses, and `INVALID_ARGUMENT` where there is nothing to do it to.
 */
export async function doStep(step: TimelineStep, whom: TestedIdentity, at: Instant): Promise<void> {
  const { dormouse, ...who } = whom;
  if (step.activity) return recordActivity(step.activity, whom, at);
  if (step.update) return updateIdentity(step.update, whom);
  if (step.meet) {
    await dormouse.requirements.meet({ ...who, requirementId: (await requirementOf(step.meet, whom)).id });
  }
  if (step.fail) {
    await dormouse.requirements.fail({
      ...who,
      requirementId: (await requirementOf(step.fail, whom)).id,
      reason: REASON,
    });
  }
  if (step.waive) {
    await dormouse.requirements.waive({
      ...who,
      requirementId: (await requirementOf(step.waive, whom)).id,
      reason: REASON,
    });
  }
  if (step.restrict)
    await dormouse.controls.create({ ...who, type: step.restrict, reasonCode: 'OTHER', reason: REASON });
  if (step.lift) await liftControl(step.lift, whom);
  if (step.exempt) await grantExemption(step.exempt, whom);
  if (step.acknowledge) await acknowledgeNotice(step.acknowledge, whom);
}

async function recordActivity(
  activity: NonNullable<TimelineStep['activity']>,
  { accountId, dormouse, identityId }: TestedIdentity,
  at: Instant,
): Promise<void> {
  const { type, outcome = 'success' } = typeof activity === 'string' ? { type: activity } : activity;
  const recorded = await dormouse.activity.record({
    accountId,
    activities: [{ identityId, type, outcome, at: formatInstant(at) }],
  });
  const [refused] = recorded.refused;
  if (refused !== undefined) throw refused.error;
}

async function updateIdentity(
  update: NonNullable<TimelineStep['update']>,
  { accountId, dormouse, identityId }: TestedIdentity,
): Promise<void> {
  const { attributes, kind, labels } = update;
  const identity = {
    id: identityId,
    ...(kind ? { kind } : {}),
    ...(attributes ? { attributes } : {}),
    ...(labels ? { labels } : {}),
  };
  await dormouse.identities.update({ accountId, identities: [identity], atomic: true });
}

async function requirementOf(type: string, { accountId, dormouse, identityId }: TestedIdentity): Promise<Requirement> {
  const { subject } = await dormouse.identities.get(accountId, identityId);
  const found = subject.requirements.findLast((requirement) => requirement.type === type);
  if (found === undefined)
    throw new DormouseError('INVALID_ARGUMENT', `there is no requirement ${type} at this instant`);
  return found;
}

async function liftControl(type: string, { accountId, dormouse, identityId }: TestedIdentity): Promise<void> {
  const { activeControls } = await dormouse.identities.get(accountId, identityId);
  const control = activeControls.find((one) => one.type === type);
  if (control === undefined)
    throw new DormouseError('INVALID_ARGUMENT', `no control ${type} is active at this instant`);
  const order = { authority: 'OPERATOR', reopen: true, actor: 'tester' } as const;
  await dormouse.controls.delete({ accountId, controlId: control.id, reason: REASON, ...order });
}

async function grantExemption(exempt: ExemptStep, { accountId, dormouse, identityId }: TestedIdentity): Promise<void> {
  const { kind, policyId = null, ruleId = null } = exempt;
  const until = testInstant(exempt.until);
  await dormouse.exemptions.grant({
    accountId,
    identityId,
    kind,
    scope: { policyId, ruleId },
    reason: REASON,
    owner: 'tester',
    ...(until === null ? { indefinite: true } : { until: formatInstant(until) }),
  });
}

/** The stage is named as in an expectation: by its id, or `policy/id`. */
async function acknowledgeNotice(name: string, { accountId, dormouse, identityId }: TestedIdentity): Promise<void> {
  const { subject } = await dormouse.identities.get(accountId, identityId);
  const notice = subject.progress.findLast(
    ({ outcome, policyId, stageId }) => outcome === 'served' && (stageId === name || `${policyId}/${stageId}` === name),
  );
  if (notice === undefined) throw new DormouseError('INVALID_ARGUMENT', `no notice ${name} was sent by this instant`);
  const { policyId, ruleId, stageId } = notice;
  await dormouse.notices.acknowledge({ accountId, identityId, policyId, ruleId, stageId });
}
