import { isDormouseError } from '../../model/errors';
import type { Subject } from '../../model/subject';
import { type Call, type CallScene, type CallTable, picked, reason } from './call';
import type { CommandFields } from './command';

type Named =
  | 'control.create'
  | 'control.delete'
  | 'requirement.open'
  | 'requirement.meet'
  | OverrideName
  | 'exemption.grant'
  | 'exemption.end'
  | 'acknowledge';
type OverrideName = 'requirement.fail' | 'requirement.error' | 'requirement.waive' | 'requirement.withdraw';

/** The id that a command names when there is nothing to pick. */
const NONE = 'none';

/** Commands about what belongs to an identity: controls, requirements, exemptions, notices. */
export const recordCalls: CallTable<Named> = {
  'control.create': (
    { dormouse, accountId, now },
    { who, type, authority, overridable, expiresIn, reason: why, key },
  ) => {
    const expiresAt = expiresIn === null ? null : new Date(now + expiresIn);
    const what = { type, setBy: authority, overridable, expiresAt, reasonCode: 'OTHER', reason: why };
    return () => dormouse.controls.create({ accountId, identityId: who, ...what, actor: 'ops', idempotencyKey: key });
  },
  'control.delete': async (scene, { who, which, authority, reopen, reason: why, key }) => {
    const { dormouse, accountId } = scene;
    const controlId = picked((await subjectOf(scene, who))?.controls ?? [], which)?.id ?? NONE;
    const how = { authority, reopen, reason: why, actor: 'ops', idempotencyKey: key };
    return () => dormouse.controls.delete({ accountId, controlId, ...how });
  },
  'requirement.open': ({ dormouse, accountId, now }, { who, dueIn, key, ...what }) => {
    const dueAt = dueIn === null ? null : new Date(now + dueIn);
    return () =>
      dormouse.requirements.open({ accountId, identityId: who, dueAt, ...fieldsOf(what), idempotencyKey: key });
  },
  'requirement.meet': async (scene, { who, which, ago, key }) => {
    const { dormouse, accountId, now } = scene;
    const about = { accountId, identityId: who, requirementId: await requirementOf(scene, who, which) };
    return () => dormouse.requirements.meet({ ...about, at: new Date(now - ago), idempotencyKey: key });
  },
  'requirement.fail': (scene, command) => override(scene, command, 'fail'),
  'requirement.error': (scene, command) => override(scene, command, 'error'),
  'requirement.waive': (scene, command) => override(scene, command, 'waive'),
  'requirement.withdraw': (scene, command) => override(scene, command, 'withdraw'),
  'exemption.grant': ({ dormouse, accountId, now }, { who, kind, policyId, owner, key, ...dates }) => {
    const at = (span: number | null): Date | null => (span === null ? null : new Date(now + span));
    const [from, until, reviewBy] = [at(dates.from), at(dates.until), at(dates.reviewIn)];
    const span = until === null ? { from, indefinite: true } : { from, until };
    const what = { kind, scope: { policyId }, owner, reason, actor: 'ops', reviewBy, ...span };
    return () => dormouse.exemptions.grant({ accountId, identityId: who, ...what, idempotencyKey: key });
  },
  'exemption.end': async (scene, { who, which, authority, actor, key }) => {
    const { dormouse, accountId } = scene;
    const exemptionId = picked((await subjectOf(scene, who))?.exemptions ?? [], which)?.id ?? NONE;
    const how = { authority, actor, reason, idempotencyKey: key };
    return () => dormouse.exemptions.end({ accountId, identityId: who, exemptionId, ...how });
  },
  acknowledge: async (scene, { who, which, key }) => {
    const { dormouse, accountId } = scene;
    const { progress = [] } = (await subjectOf(scene, who)) ?? {};
    const served = picked(
      progress.filter(({ outcome }) => outcome === 'served'),
      which,
    );
    const { policyId, ruleId, stageId } = served ?? { policyId: NONE, ruleId: NONE, stageId: NONE };
    const about = { accountId, identityId: who, policyId, ruleId, stageId };
    return () => dormouse.notices.acknowledge({ ...about, actor: 'mailer', idempotencyKey: key });
  },
};

function fieldsOf(what: Omit<CommandFields['requirement.open'], 'who' | 'dueIn' | 'key'>) {
  const { type, validFor, renewalGrace, onOverdue, whilePending, group } = what;
  return { type, validFor, renewalGrace, onOverdue, whilePending, group };
}

async function override(
  scene: CallScene,
  { who, which, key }: CommandFields[OverrideName],
  how: 'fail' | 'error' | 'waive' | 'withdraw',
): Promise<Call> {
  const { dormouse, accountId } = scene;
  const about = { accountId, identityId: who, requirementId: await requirementOf(scene, who, which) };
  return () => dormouse.requirements[how]({ ...about, reason, actor: 'ops', idempotencyKey: key });
}

async function requirementOf(scene: CallScene, who: string, which: number): Promise<string> {
  return picked((await subjectOf(scene, who))?.requirements ?? [], which)?.id ?? NONE;
}

/** The order of its lists is that of the events, so that a place means the same over every storage. */
async function subjectOf({ dormouse, accountId }: CallScene, who: string): Promise<Subject | null> {
  try {
    return (await dormouse.identities.get(accountId, who)).subject;
  } catch (error) {
    if (isDormouseError(error, 'IDENTITY_NOT_FOUND')) return null;
    throw error;
  }
}
