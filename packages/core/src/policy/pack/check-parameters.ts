import type { Issue } from '../../model/errors';
import { id } from '../../model/ids';
import { type Check, isObject, object, optional, pointTo, quote, refuse, required } from '../../model/shape';
import { duration, timeZone } from '../../model/time-checks';
import { checkSettings } from '../settings';
import type { Pack } from './pack';

/** What the check of the policy itself sees afterwards, at the same places. */
const seenLater: Check = () => undefined;

/** Checks what {@link PackParameters} says of names and durations; the document that is built is checked as a policy. */
export function checkParameters(pack: Pack, parameters: unknown, issues: Issue[]): void {
  object({
    id: optional(id),
    timeZone: optional(timeZone),
    appliesTo: pack.appliesTo === 'host' ? required(seenLater) : optional(seenLater),
    attributes: optional(seenLater),
    conditions: optional(seenLater),
    exempt: optional(seenLater),
    controlTypes: optional(controlTypes),
    ...(pack.demand.kind === 'cycle' ? cycleFields : stageFields(pack)),
  })(parameters, '', issues);
  if (pack.appliesTo === 'host' && isObject(parameters) && parameters['appliesTo'] === null) {
    refuse(issues, 'MISSING_KEY', '/appliesTo', 'say whom the clause is about');
  }
}

const controlTypes: Check = (value, pointer, issues) => {
  const found: Issue[] = [];
  checkSettings({ controlTypes: value }, '', found);
  for (const issue of found) issues.push({ ...issue, pointer: issue.pointer.replace(/^\/controlTypes/, pointer) });
};

const control = object({ type: required(id), reasonCode: required(id) });

const onOverdue: Check = (value, pointer, issues) => {
  if (value === 'DENY' || value === 'WAIT') return;
  if (isObject(value)) object({ control: required(control) })(value, pointer, issues);
  else refuse(issues, 'UNKNOWN_VALUE', pointer, 'must be "DENY", "WAIT" or an object with a "control"');
};

const cycleFields = {
  cycle: optional(
    object({
      requirement: optional(id),
      validFor: optional(duration),
      renewalGrace: optional(duration),
      dueWithin: optional(duration),
      onOverdue: optional(onOverdue),
    }),
  ),
};

function stageFields(pack: Pack) {
  return {
    counts: optional(seenLater),
    control: optional(control),
    onReturn: optional(seenLater),
    stages: optional(byStage(pack, duration, true)),
    templates: optional(byStage(pack, id, false)),
  };
}

/** An object whose keys are stages of the pack. */
function byStage(pack: Pack, check: Check, nullable: boolean): Check {
  return (value, pointer, issues) => {
    if (!isObject(value)) return refuse(issues, 'NOT_AN_OBJECT', pointer, 'must be an object by stage id');
    const known = stageIds(pack);
    for (const [name, member] of Object.entries(value)) {
      const at = pointTo(pointer, name);
      if (!known.includes(name)) refuse(issues, 'UNKNOWN_KEY', at, `the stages are ${known.map(quote).join(', ')}`);
      else if (!(nullable && member === null)) check(member, at, issues);
    }
  };
}

function stageIds({ demand }: Pack): readonly string[] {
  return demand.kind === 'cycle' ? [] : [...demand.stages, ...(demand.neverUsed ?? [])].map((stage) => stage.id);
}
