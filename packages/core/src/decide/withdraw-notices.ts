import type { PolicyOutcome } from '../evaluate/evaluation';
import { judgeSubject } from '../evaluate/judge';
import { emptyDetails } from '../evaluate/to-evaluation';
import type { WithdrawalCause } from '../model/event';
import type { StageProgress } from '../model/progress';
import { type Draft, record } from './draft';

/**
 * Withdraws the served notices whose episode has ended or whose rule no longer governs, so that a host can cancel its
 * mail (P6). Their progress goes: should the rule govern again, its notice is due again. While it is undecided which
 * rule governs, notices stay: what is not known changes nothing (P2).
 */
export function withdrawNotices(draft: Draft): void {
  const { subject, context } = draft;
  if (!hasNotice(subject.progress)) return;
  const details = emptyDetails();
  judgeSubject(context.set, subject, context.at, details);
  const outcomes = new Map(details.policies.map((outcome) => [outcome.policyId, outcome]));
  const kept: StageProgress[] = [];
  for (const progress of subject.progress) {
    const because = progress.outcome === 'served' ? reasonToWithdraw(progress, outcomes.get(progress.policyId)) : null;
    if (because === null) kept.push(progress);
    else record(draft, { type: 'identity.notice_withdrawn', data: { progress, because } });
  }
  if (kept.length < subject.progress.length) draft.subject = { ...subject, progress: kept };
}

/** Whether any notice is outstanding. */
export function hasNotice(progress: readonly StageProgress[]): boolean {
  return progress.some(({ outcome }) => outcome === 'served');
}

function reasonToWithdraw(progress: StageProgress, outcome: PolicyOutcome | undefined): WithdrawalCause | null {
  if (outcome === undefined || outcome.applies === 'false') return 'RULE_NOT_GOVERNING';
  if (outcome.ruleId === null && isUndecided(outcome)) return null;
  if (outcome.ruleId !== progress.ruleId) return 'RULE_NOT_GOVERNING';
  return outcome.base === progress.base ? null : 'EPISODE_ENDED';
}

function isUndecided(outcome: Extract<PolicyOutcome, { applies: 'true' | 'unknown' }>): boolean {
  return outcome.applies === 'unknown' || outcome.undecided.some(({ where }) => where.startsWith('inactivity/'));
}
