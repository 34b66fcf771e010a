import { listOf, plainText } from '../evaluate/plain-text';
import type { Status } from '../model/status';
import type { CompiledPolicy, CompiledRequirementSet, CompiledRule, CompiledStage } from '../policy/compiled-policy';
import { compilePolicies, type PolicySet, type PolicySetInput } from '../policy/policy-set';
import { describeDuration } from '../time/english-duration';

/** A policy as pictures show it. */
export interface Lifecycle {
  readonly title: string;
  readonly lanes: readonly Lane[];
  /** What its requirement sets demand, one line each. */
  readonly demands: readonly string[];
  /** How many lanes and demands are left out. */
  readonly more: number;
}

/** What happens to an identity that one rule governs, from the start of its clock. */
export interface Lane {
  readonly title: string;
  readonly start: string;
  readonly steps: readonly Step[];
  /** How many stages are left out. */
  readonly more: number;
  /** What takes it back to the start, in sentences. */
  readonly lifts: readonly string[];
}

/** One stage. */
export interface Step {
  readonly id: string;
  /** `45 days` */
  readonly after: string;
  /** About how many days that is, to place it. */
  readonly days: number;
  readonly does: 'notify' | 'control';
  /** `notice dormancy-warning` or `control DORMANT` */
  readonly what: string;
  /** The status from then on, if nothing else bears on it. */
  readonly status: Status;
}

const MOST_LANES = 20;
const MOST_STEPS = 12;
const MOST_DEMANDS = 20;

/**
 * Reads what a picture of a policy shows. Large policies are cut, and say so.
 * @throws DormouseError `INVALID_POLICY`, `INVALID_ARGUMENT`, as `compilePolicies`.
 */
export function readLifecycle(document: unknown, options: Omit<PolicySetInput, 'policies'> = {}): Lifecycle {
  const set = compilePolicies({ ...options, policies: [document] });
  const [policy] = set.policies;
  if (policy === undefined) return { title: '', lanes: [], demands: [], more: 0 };
  const lanes = policy.rules.flatMap((rule) => lanesOf(set, policy, rule));
  const demands = policy.requirementSets.flatMap(demandsOf);
  return {
    title: plainText(policy.document.title ?? policy.id),
    lanes: lanes.slice(0, MOST_LANES),
    demands: demands.slice(0, MOST_DEMANDS),
    more: Math.max(0, lanes.length - MOST_LANES) + Math.max(0, demands.length - MOST_DEMANDS),
  };
}

function lanesOf(set: PolicySet, policy: CompiledPolicy, rule: CompiledRule): readonly Lane[] {
  const selects = rule.when === null ? '' : ', where its condition holds';
  const only = policy.rules.length === 1 ? '' : ` (rule ${policy.rules.indexOf(rule) + 1} of ${policy.rules.length})`;
  const title = `Rule ${plainText(rule.id)}${only}${selects}`;
  const never = rule.neverActive;
  const main = lane(set, title, 'last activity', rule.stages.stages, rule);
  if (never === null)
    return [
      main,
      {
        ...main,
        title: `${title}: never active`,
        start: 'creation',
        steps: [],
        more: 0,
        lifts: ['Identities that have never been active are left alone.'],
      },
    ];
  if (never === rule.stages) return [main];
  return [main, lane(set, `${title}: never active`, 'creation', never.stages, rule)];
}

function lane(
  set: PolicySet,
  title: string,
  start: string,
  stages: readonly CompiledStage[],
  rule: CompiledRule,
): Lane {
  let folded: Status = 'APPROVED';
  const steps = stages.slice(0, MOST_STEPS).map((stage): Step => {
    folded = statusAfter(set, folded, stage);
    const what =
      stage.kind === 'notify' ? `notice ${plainText(stage.template)}` : `control ${plainText(stage.controlType.type)}`;
    const { months, days, milliseconds } = stage.after;
    const about = months * 30.436875 + days + milliseconds / 86_400_000;
    return {
      id: plainText(stage.id),
      after: describeDuration(stage.after),
      days: about,
      does: stage.kind,
      what,
      status: folded,
    };
  });
  return { title, start, steps, more: stages.length - steps.length, lifts: liftsOf(stages, rule) };
}

/** The stronger of what was and what the stage's control contributes, after the first approval (R5). */
function statusAfter({ foldAfterApproval }: PolicySet, before: Status, stage: CompiledStage): Status {
  if (stage.kind === 'notify' || stage.controlType.effect === 'NONE') return before;
  const bits = { DISABLED: 1, ERROR: 2, DENIED: 4, PENDING: 8, APPROVED: 0 } as const;
  return foldAfterApproval[bits[before] | bits[stage.controlType.effect]] ?? before;
}

function liftsOf(stages: readonly CompiledStage[], { onReturn }: CompiledRule): readonly string[] {
  const controls = stages.flatMap((stage) => (stage.kind === 'control' ? [stage.controlType] : []));
  const terminal = [...new Set(controls.filter((type) => type.terminal).map(({ type }) => plainText(type)))];
  const open = [...new Set(controls.filter((type) => !type.terminal).map(({ type }) => plainText(type)))];
  const lines = ['Activity restarts the clock, and withdraws the notices.'];
  if (open.length > 0) lines.push(`${open.join(', ')}: ${liftedBy(onReturn)}`);
  if (terminal.length > 0) lines.push(`${terminal.join(', ')}: only an operator reopens it.`);
  return lines;
}

function liftedBy(onReturn: CompiledRule['onReturn']): string {
  if (onReturn === 'keep') return 'a person lifts it; activity alone does not.';
  if (onReturn === 'lift') return 'activity lifts it.';
  return `on activity ${listOf(onReturn.require)} is asked for; when that is met, it is lifted.`;
}

function demandsOf(set: CompiledRequirementSet): readonly string[] {
  return set.items.map(({ members }) => {
    const said = members.map(({ type, dueWithin, validFor, renewalGrace, onOverdue }) =>
      [
        plainText(type),
        ...(dueWithin === null ? [] : [`due within ${describeDuration(dueWithin)}`]),
        ...(validFor === null ? [] : [`valid for ${describeDuration(validFor)}`]),
        ...(renewalGrace === null ? [] : [`then ${describeDuration(renewalGrace)} to renew`]),
        `overdue: ${typeof onOverdue === 'string' ? overdueWords[onOverdue] : plainText(onOverdue.control.type)}`,
      ].join(', '),
    );
    return `${plainText(set.id)}: ${said.join('; or ')}`;
  });
}

const overdueWords = { DENY: 'DENIED', WAIT: 'PENDING' } as const;
