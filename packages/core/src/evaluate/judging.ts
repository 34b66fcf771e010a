import type { CompiledCondition } from '../condition/compiled-condition';
import type { Horizon } from '../condition/horizon';
import { TRUE, type Truth } from '../condition/truth';
import type { Control } from '../model/control';
import type { ControlType } from '../model/control-type';
import type { Subject } from '../model/subject';
import type { PolicySet } from '../policy/policy-set';
import { type Instant, NEVER } from '../time/instant';
import type { DueAction, ListedRequirement, PolicyOutcome } from './evaluation';
import { FEW, type ManyRecords } from './large-subject';

/**
 * The workspace of one judgement. The steps (controls, exemptions, activity, policies, requirements) read the subject
 * once each and leave here what the later ones need. It lives for one call and is never shared.
 */
export interface Judging extends Horizon {
  readonly set: PolicySet;
  readonly subject: Subject;
  readonly at: Instant;
  /** What only a full evaluation collects; null in a bare judgement. */
  readonly details: Details | null;
  /** The first later instant at which the answer surely is another one. */
  certain: Instant;
  /** The first later instant at which it may be another one. */
  possible: Instant;
  /** The contributions to the status, as bits (R4). */
  contributions: number;
  /** The types of the controls in force, and of those that due stages set (P5); shared while it is empty. */
  bears: string[];
  bearsTerminal: boolean;
  /** The controls in force that a rule set: while one lasts, activity does not move the base of its rule (A7). */
  ownControls: Control[];
  /** The last reactivation up to `at` (A3); `-Infinity` when there was none. */
  reactivatedAt: Instant;
  legalHold: boolean;
  exemptFromAll: boolean;
  /** Whether the identity was approved once (R4, R5). */
  approved: boolean;
  /** The latest success of any type; `-Infinity` when there was none. */
  lastSuccessAt: Instant;
  due: DueAction[];
  /** Where a policy could not decide (C2); shared while it is empty. */
  undecided: UndecidedPlace[];
  /** The records of a large subject, sorted; null until they are needed. */
  many: ManyRecords | null;
}

/** A condition of a policy that is unknown for the subject. Whom to blame it says when it is asked. */
export interface UndecidedPlace {
  readonly policyId: string;
  readonly where: string;
  readonly condition: CompiledCondition;
}

/** What a full evaluation lists. */
export interface Details {
  readonly policies: PolicyOutcome[];
  readonly activeControls: Control[];
  readonly pending: ListedRequirement[];
  readonly renewalDue: ListedRequirement[];
  readonly failed: ListedRequirement[];
  readonly errored: ListedRequirement[];
}

/** Notes an instant at which the answer may change. */
export function mayChangeAt(judging: Judging, at: Instant): void {
  if (at > judging.at && at < judging.possible) judging.possible = at;
}

/** Notes an instant at which the answer surely changes. */
export function changesAt(judging: Judging, at: Instant): void {
  if (at > judging.at && at < judging.certain) judging.certain = at;
}

/** Asks a condition (none is true) and notes its horizon. */
export function ask(judging: Judging, condition: CompiledCondition | null): Truth {
  if (condition === null) return TRUE;
  const truth = condition.test(judging.subject, judging.at, judging);
  // What a host fact will be after its time nobody knows: the answer surely ends there (C7).
  if (condition.readsHostFacts) changesAt(judging, judging.until);
  else if (condition.readsTime) mayChangeAt(judging, judging.until);
  return truth;
}

const noTypes: string[] = [];
const noControls: Control[] = [];
const nothingDue: DueAction[] = [];
const nothingUndecided: UndecidedPlace[] = [];

/** An empty workspace. The lists are shared until something is added: most judgements add nothing. */
export function newJudging(set: PolicySet, subject: Subject, at: Instant, details: Details | null): Judging {
  const { approvedAt } = subject;
  return {
    set,
    subject,
    at,
    details,
    until: NEVER,
    certain: NEVER,
    possible: approvedAt !== null && approvedAt > at ? approvedAt : NEVER,
    contributions: 0,
    bears: noTypes,
    bearsTerminal: false,
    ownControls: noControls,
    reactivatedAt: Number.NEGATIVE_INFINITY,
    legalHold: false,
    exemptFromAll: false,
    approved: approvedAt !== null && approvedAt <= at,
    lastSuccessAt: lastSuccess(subject),
    due: nothingDue,
    undecided: nothingUndecided,
    many: null,
    host: set.host,
  };
}

function lastSuccess(subject: Subject): Instant {
  let last = Number.NEGATIVE_INFINITY;
  for (const { successAt } of subject.activity) if (successAt !== null && successAt > last) last = successAt;
  return last;
}

/** Notes that the identity bears a control of the type, or that a due action sets one. */
export function bear(judging: Judging, type: ControlType): void {
  if (type.terminal) judging.bearsTerminal = true;
  if (judging.bears === noTypes) judging.bears = [type.type];
  else if (!isBorne(judging, type.type)) {
    judging.bears.push(type.type);
    if (judging.bears.length > FEW) {
      const many = manyOf(judging);
      if (many.bears === null) many.bears = new Set(judging.bears);
      else many.bears.add(type.type);
    }
  }
}

/** The sorted records of a large subject. */
export function manyOf(judging: Judging): ManyRecords {
  judging.many ??= { bears: null, progress: null, ownControls: null, exemptions: null, general: null };
  return judging.many;
}

/** Whether the identity bears a control of the type (K5). */
export function isBorne({ bears, many }: Judging, type: string): boolean {
  return bears.length <= FEW ? bears.includes(type) : many?.bears?.has(type) === true;
}

/** Adds something that is due. */
export function addDue(judging: Judging, action: DueAction): void {
  if (judging.due === nothingDue) judging.due = [action];
  else judging.due.push(action);
}

/** Notes that a condition is unknown. */
export function noteUndecided(judging: Judging, place: UndecidedPlace): void {
  if (judging.undecided === nothingUndecided) judging.undecided = [place];
  else judging.undecided.push(place);
}

/** Notes a control in force that a rule set (A7). */
export function addOwnControl(judging: Judging, control: Control): void {
  if (judging.ownControls === noControls) judging.ownControls = [control];
  else judging.ownControls.push(control);
}
