import { acknowledgeNotice } from '../decide/acknowledge-notice';
import type { Context } from '../decide/context';
import { slotOf, take, type Work } from '../decide/work';
import type { StageProgress } from '../model/progress';
import type { InstantInput } from '../model/time-checks';
import { checkId, checkOptionalId, checkOptionalInstant } from './check-input';
import { commandOnce } from './command-once';
import { decideBatch } from './decide-batch';
import type { Runtime } from './runtime';

export interface AcknowledgeNoticeRequest {
  readonly accountId: string;
  readonly identityId: string;
  readonly policyId: string;
  readonly ruleId: string;
  readonly stageId: string;
  /** When it arrived. Default: now. */
  readonly at?: InstantInput | null;
  readonly actor?: string | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

/** Acknowledges a notice; the errors are those of `acknowledgeNotice`. */
export async function acknowledgeNoticeOf(runtime: Runtime, request: AcknowledgeNoticeRequest): Promise<StageProgress> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkId(request.identityId, 'identityId');
  const command = {
    policyId: checkId(request.policyId, 'policyId'),
    ruleId: checkId(request.ruleId, 'ruleId'),
    stageId: checkId(request.stageId, 'stageId'),
    arrivedAt: checkOptionalInstant(request.at, 'at'),
  };
  const actor = checkOptionalId(request.actor, 'actor');
  const once = commandOnce<StageProgress>(request.idempotencyKey, 'notices.acknowledge');
  const decide = (work: Work, context: Context): StageProgress => {
    const { change, progress } = acknowledgeNotice(slotOf(work, identityId), command, context);
    take(work, change);
    return progress;
  };
  return decideBatch(runtime, { accountId, ids: [identityId], actor }, decide, once);
}
