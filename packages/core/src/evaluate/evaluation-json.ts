import type { Status } from '../model/status';
import { formatInstant, type Instant } from '../time/instant';
import type {
  BaseFrom,
  DueAction,
  Evaluation,
  PolicyOutcome,
  StageState,
  StatusDetails,
  Undecided,
} from './evaluation';
import type { Transition } from './next-transition';

/** One policy in the JSON form of an evaluation. */
export type PolicyOutcomeJson =
  | { readonly policyId: string; readonly applies: 'false' }
  | {
      readonly policyId: string;
      readonly applies: 'true' | 'unknown';
      readonly ruleId: string | null;
      /** Only where it is true: the rule ignores identities without counted activity (A4). */
      readonly neverActive?: true;
      readonly undecided: readonly Undecided[];
      readonly base: string | null;
      readonly baseFrom: BaseFrom | null;
      readonly exempt: readonly string[];
      readonly stages: readonly {
        readonly stageId: string;
        readonly dueAt: string | null;
        readonly state: StageState;
      }[];
    };

/** One due action in the JSON form. */
export type DueActionJson =
  | { readonly policyId: string; readonly ruleId: string; readonly stageId: string; readonly action: string }
  | { readonly requirementIds: readonly string[]; readonly action: 'control' }
  | { readonly policyId: string; readonly setId: string; readonly type: string; readonly action: 'open' };

/** The stable JSON form of an evaluation (json-forms.md): ids where the TypeScript form has whole objects. */
export interface EvaluationJson {
  readonly id: string;
  readonly status: Status;
  /** null: for ever. */
  readonly validUntil: string | null;
  readonly policies: readonly PolicyOutcomeJson[];
  readonly due: readonly DueActionJson[];
  readonly statusDetails: {
    readonly activeControls: readonly string[];
    readonly pendingRequirements: readonly string[];
    readonly renewalDueRequirements: readonly string[];
    readonly failedRequirements: readonly string[];
    readonly erroredRequirements: readonly string[];
    readonly restricts: readonly string[];
    readonly nextTransition: { readonly at: string; readonly to: Status } | null;
  };
}

/** Writes an evaluation in its stable JSON form. */
export function evaluationToJson(id: string, evaluation: Evaluation, next: Transition | null): EvaluationJson {
  const { statusDetails: details } = evaluation;
  return {
    id,
    status: evaluation.status,
    validUntil: instantOrNull(evaluation.validUntil),
    policies: evaluation.policies.map(policyToJson),
    due: evaluation.due.map(dueToJson),
    statusDetails: {
      activeControls: ids(details.activeControls),
      pendingRequirements: ids(details.pendingRequirements),
      renewalDueRequirements: ids(details.renewalDueRequirements),
      failedRequirements: ids(details.failedRequirements),
      erroredRequirements: ids(details.erroredRequirements),
      restricts: details.restricts,
      nextTransition: next === null ? null : { at: formatInstant(next.at), to: next.to },
    },
  };
}

function ids(members: StatusDetails['pendingRequirements'] | StatusDetails['activeControls']): readonly string[] {
  return members.map(({ id }) => id);
}

function instantOrNull(at: Instant | null): string | null {
  return at === null || at === Number.POSITIVE_INFINITY ? null : formatInstant(at);
}

function policyToJson(outcome: PolicyOutcome): PolicyOutcomeJson {
  if (outcome.applies === 'false') return { policyId: outcome.policyId, applies: 'false' };
  const { policyId, applies, ruleId, neverActive, undecided, base, baseFrom, exempt, stages } = outcome;
  return {
    policyId,
    applies,
    ruleId,
    ...(neverActive ? { neverActive } : {}),
    undecided,
    base: instantOrNull(base),
    baseFrom,
    exempt,
    stages: stages.map(({ stageId, dueAt, state }) => ({ stageId, dueAt: instantOrNull(dueAt), state })),
  };
}

function dueToJson(due: DueAction): DueActionJson {
  if (due.action === 'open') return { policyId: due.policyId, setId: due.setId, type: due.type, action: 'open' };
  if ('requirementIds' in due) return { requirementIds: due.requirementIds, action: 'control' };
  return { policyId: due.policyId, ruleId: due.ruleId, stageId: due.stageId, action: due.action };
}
