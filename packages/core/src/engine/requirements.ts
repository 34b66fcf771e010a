import type { RequirementDone } from '../decide/change-requirement';
import type { Context } from '../decide/context';
import { errorRequirement } from '../decide/error-requirement';
import { failRequirement } from '../decide/fail-requirement';
import { meetRequirement } from '../decide/meet-requirement';
import { type OpenRequirement, openRequirement } from '../decide/open-requirement';
import { waiveRequirement } from '../decide/waive-requirement';
import { withdrawRequirement } from '../decide/withdraw-requirement';
import { slotOf, take, type Work } from '../decide/work';
import { id } from '../model/ids';
import type { OnOverdue, Requirement } from '../model/requirement';
import { type Check, isObject, object, oneOfTexts, optional, required } from '../model/shape';
import type { Slot } from '../model/stored-subject';
import type { InstantInput } from '../model/time-checks';
import { duration } from '../model/time-checks';
import { type Duration, parseDuration } from '../time/duration';
import { checkId, checkOptionalId, checkOptionalInstant, checkReason, checkShape } from './check-input';
import { commandOnce } from './command-once';
import { decideBatch } from './decide-batch';
import type { Runtime } from './runtime';

interface RequirementCommand {
  readonly accountId: string;
  readonly identityId: string;
  readonly actor?: string | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

interface AboutRequirement extends RequirementCommand {
  readonly requirementId: string;
}

export interface OpenRequirementRequest extends RequirementCommand {
  /** Default: a new one. */
  readonly requirementId?: string | null;
  readonly type: string;
  /** When it is overdue, while pending. Default: never. */
  readonly dueAt?: InstantInput | null;
  /** ISO-8601: how long it holds once it is met. Default: for ever. */
  readonly validFor?: string | null;
  /** ISO-8601: how long after that it may be renewed before it is overdue. Default: not at all. */
  readonly renewalGrace?: string | null;
  /** What happens when it is overdue (R2). Default: `"DENY"`. */
  readonly onOverdue?: OnOverdue | null;
  /** `"block"`: it blocks while pending even after the first approval (R4). */
  readonly whilePending?: 'block' | null;
  /** Requirements with the same group count as one (R3). Default: none. */
  readonly group?: string | null;
}

export interface MeetRequirementRequest extends AboutRequirement {
  /** When it was met: its validity counts from here. Default: now. */
  readonly at?: InstantInput | null;
  /** Until when it holds, in place of what follows from its `validFor`: the end of a document, for example. */
  readonly validUntil?: InstantInput | null;
}

/** A person decides against, or in spite of, what the rules say: that needs a reason. */
export interface OverrideRequirementRequest extends AboutRequirement {
  /** Why, in 1 to 2,000 characters. */
  readonly reason: string;
}

export interface ErrorRequirementRequest extends AboutRequirement {
  readonly reason?: string | null;
}

type Decide = (slot: Slot, context: Context) => RequirementDone;

async function run(
  runtime: Runtime,
  request: RequirementCommand,
  command: string,
  decide: Decide,
): Promise<Requirement> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkId(request.identityId, 'identityId');
  const actor = checkOptionalId(request.actor, 'actor');
  const once = commandOnce<Requirement>(request.idempotencyKey, `requirements.${command}`);
  const work = (slots: Work, context: Context): Requirement => {
    const { change, requirement } = decide(slotOf(slots, identityId), context);
    take(slots, change);
    return requirement;
  };
  return decideBatch(runtime, { accountId, ids: [identityId], actor }, work, once);
}

const control = object({ control: required(object({ type: required(id), reasonCode: required(id) })) });
const onOverdue: Check = (value, pointer, issues) =>
  (isObject(value) ? control : oneOfTexts('DENY', 'WAIT'))(value, pointer, issues);

const opened = object({
  validFor: optional(duration),
  renewalGrace: optional(duration),
  onOverdue: optional(onOverdue),
  whilePending: optional(oneOfTexts('block')),
});

function readOpening(request: OpenRequirementRequest): OpenRequirement {
  const { validFor = null, renewalGrace = null, onOverdue: overdue = null, whilePending = null } = request;
  const checked = { validFor, renewalGrace, onOverdue: overdue, whilePending };
  checkShape(checked, opened, '', 'the requirement is refused');
  return {
    id: checkOptionalId(request.requirementId, 'requirementId'),
    type: checkId(request.type, 'type'),
    dueAt: checkOptionalInstant(request.dueAt, 'dueAt'),
    validFor: durationOf(validFor),
    renewalGrace: durationOf(renewalGrace),
    onOverdue: copyOf(overdue),
    whilePending,
    group: checkOptionalId(request.group, 'group'),
  };
}

function durationOf(text: string | null): Duration | null {
  return text === null ? null : parseDuration(text);
}

/** A copy, so that what was checked is what is kept. */
function copyOf(overdue: OnOverdue | null): OnOverdue {
  if (overdue === null || typeof overdue === 'string') return overdue ?? 'DENY';
  const { type, reasonCode } = overdue.control;
  return { control: { type, reasonCode } };
}

/** Opens a requirement; the errors are those of `openRequirement`. */
export async function openRequirementOf(runtime: Runtime, request: OpenRequirementRequest): Promise<Requirement> {
  const command = readOpening(request);
  return run(runtime, request, 'open', (slot, context) => openRequirement(slot, command, context));
}

/** Meets a requirement; the errors are those of `meetRequirement`. */
export async function meetRequirementOf(runtime: Runtime, request: MeetRequirementRequest): Promise<Requirement> {
  const command = {
    requirementId: checkId(request.requirementId, 'requirementId'),
    metAt: checkOptionalInstant(request.at, 'at'),
    validUntil: checkOptionalInstant(request.validUntil, 'validUntil'),
  };
  return run(runtime, request, 'meet', (slot, context) => meetRequirement(slot, command, context));
}

function readOverride(request: OverrideRequirementRequest): { requirementId: string; reason: string } {
  return { requirementId: checkId(request.requirementId, 'requirementId'), reason: checkReason(request.reason) };
}

/** Fails a requirement; the errors are those of `failRequirement`. */
export async function failRequirementOf(runtime: Runtime, request: OverrideRequirementRequest): Promise<Requirement> {
  const command = readOverride(request);
  return run(runtime, request, 'fail', (slot, context) => failRequirement(slot, command, context));
}

/** Notes that a requirement could not be looked at; the errors are those of `errorRequirement`. */
export async function errorRequirementOf(runtime: Runtime, request: ErrorRequirementRequest): Promise<Requirement> {
  const reason = request.reason ?? null;
  const command = {
    requirementId: checkId(request.requirementId, 'requirementId'),
    reason: reason === null ? null : checkReason(reason),
  };
  return run(runtime, request, 'error', (slot, context) => errorRequirement(slot, command, context));
}

/** Waives a requirement; the errors are those of `waiveRequirement`. */
export async function waiveRequirementOf(runtime: Runtime, request: OverrideRequirementRequest): Promise<Requirement> {
  const command = readOverride(request);
  return run(runtime, request, 'waive', (slot, context) => waiveRequirement(slot, command, context));
}

/** Withdraws a requirement; the errors are those of `withdrawRequirement`. */
export async function withdrawRequirementOf(
  runtime: Runtime,
  request: OverrideRequirementRequest,
): Promise<Requirement> {
  const command = readOverride(request);
  return run(runtime, request, 'withdraw', (slot, context) => withdrawRequirement(slot, command, context));
}
