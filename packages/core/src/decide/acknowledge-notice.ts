import { DormouseError } from '../model/errors';
import type { StageProgress } from '../model/progress';
import type { Change, Slot } from '../model/stored-subject';
import type { Instant } from '../time/instant';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOfStored, record } from './draft';
import { tellTime } from './tell-time';

/** Says that a notice has arrived. */
export interface AcknowledgeNotice {
  readonly policyId: string;
  readonly ruleId: string;
  readonly stageId: string;
  /** When it arrived; null: now. */
  readonly arrivedAt: Instant | null;
}

export interface NoticeAcknowledged {
  readonly change: Change;
  readonly progress: StageProgress;
}

/** How far the clock of whoever delivers notices may be off: 5 minutes, as for activity (A5). */
const SKEW = 300_000;

/**
 * Decides on the acknowledgement of a notice: from here the stages after it keep their distance, where the policy asks
 * for that (P4). One that is acknowledged already stays as it is.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `NOTICE_NOT_FOUND` when no such notice is outstanding: it was not served,
 * or was withdrawn (P6); `INVALID_ARGUMENT` for an arrival in the future, or before it was served.
 */
export function acknowledgeNotice(slot: Slot, command: AcknowledgeNotice, context: Context): NoticeAcknowledged {
  const draft = draftOfStored(slot, context);
  const served = latest(draft.subject.progress.filter((entry) => isMeant(entry, command)));
  if (served === null) {
    const { policyId, ruleId, stageId } = command;
    throw new DormouseError('NOTICE_NOT_FOUND', 'no such notice is outstanding: it was not served, or was withdrawn', {
      identityId: slot.id,
      policyId,
      ruleId,
      stageId,
    });
  }
  tellTime(draft);
  if (served.acknowledgedAt !== null) return { change: conclude(draft), progress: served };
  const progress = { ...served, acknowledgedAt: arrival(served, command, context.at) };
  // At the end, where folding the event puts it (L12).
  const others = draft.subject.progress.filter((entry) => entry !== served);
  draft.subject = { ...draft.subject, progress: [...others, progress] };
  record(draft, { type: 'identity.notice_acknowledged', data: { progress } });
  return { change: conclude(draft), progress };
}

function isMeant(entry: StageProgress, { policyId, ruleId, stageId }: AcknowledgeNotice): boolean {
  const { outcome } = entry;
  return outcome === 'served' && entry.policyId === policyId && entry.ruleId === ruleId && entry.stageId === stageId;
}

function latest(entries: readonly StageProgress[]): StageProgress | null {
  let last: StageProgress | null = null;
  for (const entry of entries) if (last === null || entry.at > last.at) last = entry;
  return last;
}

/** Clocks that are a little apart are brought together; what cannot be is refused. */
function arrival({ at: servedAt }: StageProgress, { arrivedAt }: AcknowledgeNotice, now: Instant): Instant {
  if (arrivedAt === null) return Math.max(now, servedAt);
  if (arrivedAt > now + SKEW) {
    throw new DormouseError('INVALID_ARGUMENT', 'at must not lie in the future', { name: 'at' });
  }
  if (arrivedAt < servedAt - SKEW) {
    throw new DormouseError('INVALID_ARGUMENT', 'at must not come before the notice was served', { name: 'at' });
  }
  return Math.max(servedAt, Math.min(arrivedAt, now));
}
