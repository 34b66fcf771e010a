import { type Additions, additionsFor, withAdditions } from '../evaluate/act';
import type { DueAction, Judgement } from '../evaluate/evaluation';
import { judgeSubject } from '../evaluate/judge';
import { statusOf } from '../evaluate/to-evaluation';
import { validUntil } from '../evaluate/valid-until';
import { type Control, isControlActive } from '../model/control';
import type { StageProgress } from '../model/progress';
import { storedReasonCode } from '../model/reason-code';
import type { Status } from '../model/status';
import { type Draft, record } from './draft';
import { noteStatus } from './note-status';
import { withdrawNotices } from './withdraw-notices';

/** Opening a requirement can make another policy apply at the same instant; more rounds than this are no sane policy. */
const MOST_ROUNDS = 20;

/**
 * Brings a subject to rest at the instant of the context: withdraws notices, does what is due, judges again, until
 * nothing is left. A sweep does everything that is due; a command only opens requirements (R3a), because acting on
 * stages is the sweep's, under its guard.
 * @returns the judgement of the subject at rest. Only a policy that never comes to rest leaves something due.
 */
export function settle(draft: Draft, acts: 'all' | 'openings'): Judgement {
  const { set, at } = draft.context;
  // Acting on stages ends no episode; a requirement that was opened can change which rule governs.
  let mayEndEpisodes = true;
  for (let round = 0; ; round++) {
    if (mayEndEpisodes) withdrawNotices(draft);
    const judging = judgeSubject(set, draft.subject, at, null);
    const status = statusOf(judging);
    noteStatus(draft, status);
    draft.undecided = judging.undecided;
    const due = acts === 'all' ? judging.due : judging.due.filter(({ action }) => action === 'open');
    const approves = draft.subject.approvedAt === null && status === 'APPROVED';
    if ((due.length === 0 && !approves) || round === MOST_ROUNDS) {
      return { status, due: judging.due, validUntil: validUntil(judging) };
    }
    apply(draft, status, due);
    mayEndEpisodes = due.some(({ action }) => action === 'open');
  }
}

function apply(draft: Draft, status: Status, due: readonly DueAction[]): void {
  const { at, newId, runId, actor, versionOf } = draft.context;
  const judgement: Judgement = { status, due, validUntil: at };
  const found = additionsFor(draft.subject, judgement, { at, nextControlId: newId, runId, actor, versionOf });
  const additions = { ...found, controls: found.controls.map(withStoredReasonCode) };
  recordActions(draft, due, additions);
  draft.actions.push(...due);
  draft.subject = withAdditions(draft.subject, additions);
}

function withStoredReasonCode(control: Control): Control {
  const reasonCode = storedReasonCode(control.reasonCode);
  return reasonCode === control.reasonCode ? control : { ...control, reasonCode };
}

/** One event for each action; a skipped notice is told by the control for which it was skipped (P5). */
function recordActions(draft: Draft, due: readonly DueAction[], additions: Additions): void {
  const controls = additions.controls.values();
  const progress = additions.progress.values();
  const created: Control[] = [];
  let skipped: StageProgress[] = [];
  for (const action of due) {
    if (action.action === 'open') {
      recordOpening(draft, action);
      continue;
    }
    const entry = 'stageId' in action ? progress.next().value : undefined;
    if (action.action === 'skip' && entry !== undefined) skipped.push(entry);
    if (action.action === 'notify' && entry !== undefined) recordNotice(draft, action.template, entry);
    const control = action.action === 'control' ? controls.next().value : undefined;
    if (control === undefined) continue;
    recordControl(draft, control, created, entry === undefined ? [] : [...skipped, entry]);
    if (entry !== undefined) skipped = [];
    created.push(control);
  }
}

function recordOpening(draft: Draft, { opens, policyId, setId }: Extract<DueAction, { action: 'open' }>): void {
  const version = draft.context.versionOf(policyId);
  const data = { requirement: opens, policyId, setId, ruleId: null, version };
  record(draft, { type: 'requirement.opened', data });
}

function recordNotice(draft: Draft, template: string, progress: StageProgress): void {
  const { versionOf, runId } = draft.context;
  const version = versionOf(progress.policyId);
  record(draft, { type: 'identity.notice_served', data: { progress, template, version, runId } });
}

/** Writes that a control was set, and that the identity is dormant now if it is the first DORMANT one. */
export function recordControl(
  draft: Draft,
  control: Control,
  created: readonly Control[],
  progress: readonly StageProgress[],
): void {
  record(draft, { type: 'control.created', data: { control, progress } });
  if (control.type !== 'DORMANT') return;
  const { at } = draft.context;
  const others = [...draft.subject.controls, ...created];
  if (others.some((other) => other.type === 'DORMANT' && isControlActive(other, at))) return;
  record(draft, { type: 'identity.dormant', data: { controlId: control.id } });
}
