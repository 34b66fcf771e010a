import type { Control, ControlCause } from '../model/control';
import type { StageProgress } from '../model/progress';
import type { Requirement } from '../model/requirement';
import type { Subject } from '../model/subject';
import type { Instant } from '../time/instant';
import type { DueAction, DueRequirementControl, DueStageControl, Judgement } from './evaluation';
import { FEW } from './large-subject';

/** What doing the due actions adds to a subject. */
export interface Additions {
  readonly controls: readonly Control[];
  readonly requirements: readonly Requirement[];
  readonly progress: readonly StageProgress[];
  /** The first approval, when the status was found APPROVED while it was empty (R5). */
  readonly approvedAt: Instant | null;
}

/** Who acts: the ids of the controls to be set, and the words and run that they carry. */
export interface Acting {
  readonly at: Instant;
  readonly nextControlId: () => string;
  readonly runId: string | null;
  readonly actor: string | null;
  readonly versionOf: (policyId: string) => number | null;
}

/**
 * What a sweep writes for a judgement: one record for each due action. It is the one place that knows, so that a sweep,
 * a simulation and `nextTransition` cannot differ (L15).
 */
export function additionsFor(subject: Subject, judgement: Judgement, acting: Acting): Additions {
  const controls: Control[] = [];
  const requirements: Requirement[] = [];
  const progress: StageProgress[] = [];
  for (const action of judgement.due) {
    if (action.action === 'open') requirements.push(action.opens);
    else if (action.action !== 'control') progress.push(progressOf(action, acting.at));
    else {
      controls.push(controlOf(subject, action, acting));
      if ('stageId' in action) progress.push(progressOf(action, acting.at));
    }
  }
  const approvedAt = subject.approvedAt === null && judgement.status === 'APPROVED' ? acting.at : subject.approvedAt;
  return { controls, requirements, progress, approvedAt };
}

/** The subject with the additions. Progress of ended episodes of the same stages is replaced (P6). */
export function withAdditions(subject: Subject, additions: Additions): Subject {
  const { controls, requirements, progress, approvedAt } = additions;
  return {
    ...subject,
    controls: controls.length === 0 ? subject.controls : [...subject.controls, ...controls],
    requirements: requirements.length === 0 ? subject.requirements : [...subject.requirements, ...requirements],
    progress: progress.length === 0 ? subject.progress : [...subject.progress.filter(isKept(progress)), ...progress],
    approvedAt,
  };
}

function isKept(newer: readonly StageProgress[]): (entry: StageProgress) => boolean {
  if (newer.length > FEW) {
    const replaced = new Set(newer.map(stageKey));
    return (entry) => !replaced.has(stageKey(entry));
  }
  return (entry) =>
    !newer.some(
      ({ policyId, ruleId, stageId }) =>
        policyId === entry.policyId && ruleId === entry.ruleId && stageId === entry.stageId,
    );
}

/** Ids hold no control characters. */
function stageKey({ policyId, ruleId, stageId }: StageProgress): string {
  return `${policyId}\n${ruleId}\n${stageId}`;
}

type StageAction = Extract<DueAction, { stageId: string }>;

const outcomes = { notify: 'served', skip: 'skipped', control: 'acted' } as const;

function progressOf(action: StageAction, at: Instant): StageProgress {
  const { policyId, ruleId, stageId, base } = action;
  const promised = action.action === 'notify' ? action.promised : null;
  return { policyId, ruleId, stageId, base, at, outcome: outcomes[action.action], acknowledgedAt: null, promised };
}

/** Such a control belongs to no rule; its cause tells the run, so that the run can be undone (S5). */
function causeOfRequirements({ runId }: Acting): ControlCause | null {
  return runId === null ? null : { policyId: null, version: null, ruleId: null, stageId: null, runId };
}

function controlOf(subject: Subject, action: DueStageControl | DueRequirementControl, acting: Acting): Control {
  const byStage = 'stageId' in action;
  return {
    id: acting.nextControlId(),
    accountId: subject.identity.accountId,
    identityId: subject.identity.id,
    type: action.controlType,
    setBy: 'POLICY',
    actor: acting.actor,
    overridable: true,
    reasonCode: action.reasonCode,
    reason: null,
    createdAt: acting.at,
    expiresAt: null,
    deletedAt: null,
    deletedBy: null,
    deletionReason: null,
    cause: byStage
      ? {
          policyId: action.policyId,
          version: acting.versionOf(action.policyId),
          ruleId: action.ruleId,
          stageId: action.stageId,
          runId: acting.runId,
        }
      : causeOfRequirements(acting),
    requirementIds: byStage ? [] : action.requirementIds,
  };
}
