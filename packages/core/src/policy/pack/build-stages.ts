import type { Issue } from '../../model/errors';
import { pointTo, refuse } from '../../model/shape';
import { ascends, type Duration, parseDuration } from '../../time/duration';
import type { StageDocument } from '../document';
import { noLater, sum } from './bounds';
import type { PackLead, PackStage } from './pack';
import type { PackParameters } from './pack-parameters';

/** A stage that takes part, with its date. */
interface DatedStage {
  readonly stage: PackStage;
  readonly after: Duration;
}

/** The stages with the host's dates, each held to what its source allows. */
export function buildStages(
  stages: readonly PackStage[],
  parameters: PackParameters,
  exactDays: boolean,
  issues: Issue[],
): readonly StageDocument[] {
  const dated = stages.flatMap((stage) => dateStage(stage, parameters, issues));
  for (const { stage, after } of dated) {
    checkBounds(stage, after, exactDays, issues);
    const later = dated.find((other) => other.stage.id === stage.lead?.before);
    if (stage.lead !== null && later !== undefined) {
      checkLead(stage, stage.lead, { notice: after, later: later.after }, exactDays, issues);
    }
  }
  return dated.map(({ stage, after }) => documentOf(stage, after.text, parameters));
}

function dateStage(stage: PackStage, { stages }: PackParameters, issues: Issue[]): readonly DatedStage[] {
  const given = stages?.[stage.id];
  const text = given === undefined ? stage.after : given;
  if (text === null) {
    const needed = stage.required || (stage.basis === 'law' && stage.after !== null);
    if (needed) refuse(issues, 'MISSING_KEY', pointTo('/stages', stage.id), reasonToGive(stage));
    return [];
  }
  const after = parseDuration(text);
  return after === null ? [] : [{ stage, after }];
}

function reasonToGive(stage: PackStage): string {
  return stage.required ? 'the source gives no number: give one' : 'the source asks for this stage';
}

/** The bounds of a stage's own date; `over` is open, the others are closed. */
function checkBounds(stage: PackStage, after: Duration, exactDays: boolean, issues: Issue[]): void {
  const pointer = pointTo('/stages', stage.id);
  const { atMost, atLeast, over } = stage;
  if (atMost !== null && !noLater(after, read(atMost), exactDays)) {
    refuse(issues, 'OUTSIDE_SOURCE', pointer, `${after.text} may be later than ${atMost}, the latest that is allowed`);
  }
  if (atLeast !== null && !noLater(read(atLeast), after, exactDays)) {
    refuse(issues, 'OUTSIDE_SOURCE', pointer, `${after.text} may be earlier than ${atLeast}, the earliest allowed`);
  }
  if (over !== null && !ascends(read(over), after, exactDays)) {
    refuse(issues, 'OUTSIDE_SOURCE', pointer, `${after.text} may not be more than ${over}`);
  }
}

function checkLead(
  { id }: PackStage,
  { before, atLeast, atMost }: PackLead,
  { notice, later }: { readonly notice: Duration; readonly later: Duration },
  exactDays: boolean,
  issues: Issue[],
): void {
  const pointer = pointTo('/stages', id);
  if (atLeast !== null && !noLater(sum(notice, read(atLeast), true), later, exactDays)) {
    refuse(issues, 'OUTSIDE_SOURCE', pointer, `${notice.text} may be less than ${atLeast} before "${before}"`);
  }
  if (atMost !== null && !noLater(later, sum(notice, read(atMost), false), exactDays)) {
    refuse(issues, 'OUTSIDE_SOURCE', pointer, `${notice.text} may be more than ${atMost} before "${before}"`);
  }
}

/** Durations of packs are constants, checked by a test. */
function read(text: string): Duration {
  return parseDuration(text) ?? { text, months: 0, days: 0, milliseconds: 0 };
}

function documentOf(stage: PackStage, after: string, { control, templates }: PackParameters): StageDocument {
  const { id, does } = stage;
  if ('notify' in does) return { id, after, notify: templates?.[id] ?? does.notify };
  const sets = { id, after, control: control ?? does.control };
  return stage.dated ? { ...sets, notice: 'none' } : sets;
}
