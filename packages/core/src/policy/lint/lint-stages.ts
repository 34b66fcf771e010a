import type { ControlType } from '../../model/control-type';
import { quote } from '../../model/shape';
import type { InactivityRuleDocument, PolicyDocument, StageDocument } from '../document';
import type { LintReport } from './lint-report';

/** Stages that never act, and terminal controls that come too early (K5). */
export function lintStages(
  policy: PolicyDocument,
  controlTypes: ReadonlyMap<string, ControlType>,
  report: LintReport,
): void {
  policy.inactivity?.forEach((rule, index) => {
    for (const { stages, pointer } of stageLists(rule, `/inactivity/${index}`)) {
      lintControls(stages, pointer, controlTypes, report);
    }
    lintNothingCounted(rule, `/inactivity/${index}/stages`, report);
  });
}

/** A list of stages of a rule, and where it is. */
export interface PlacedStages {
  readonly stages: readonly StageDocument[];
  readonly pointer: string;
}

/** The lists of stages of a rule: for identities with counted activity, and those for others where they differ (A4). */
export function stageLists({ stages, neverActive }: InactivityRuleDocument, pointer: string): readonly PlacedStages[] {
  const lists = [{ stages, pointer: `${pointer}/stages` }];
  if (typeof neverActive !== 'object' || neverActive === null) return lists;
  return [...lists, { stages: neverActive.stages, pointer: `${pointer}/neverActive/stages` }];
}

function lintControls(
  stages: readonly StageDocument[],
  pointer: string,
  controlTypes: ReadonlyMap<string, ControlType>,
  report: LintReport,
): void {
  let previous: StageDocument | null = null;
  let terminal: string | null = null;
  stages.forEach((stage, index) => {
    const { control } = stage;
    if (control === null || control === undefined) return;
    const isTerminal = controlTypes.get(control.type)?.terminal === true;
    if (previous !== null && repeats(stage, previous)) {
      const message = `this stage adds nothing: ${quote(previous.id)} has set ${control.type} before`;
      report('UNREACHABLE_STAGE', `${pointer}/${index}`, message);
    } else if (terminal !== null && !isTerminal) {
      const message = `${quote(terminal)} sets a terminal control before: this one acts under a legal hold only`;
      report('CLOSE_BEFORE_DORMANT', `${pointer}/${index}`, message);
    }
    previous = stage;
    if (isTerminal) terminal ??= stage.id;
  });
}

/**
 * Whether a control stage sets the same control as the one before it, which always acts first: when that control goes,
 * the clock starts anew (A3). One without notice can overtake one that waits for a notice (P4).
 */
function repeats(stage: StageDocument, previous: StageDocument): boolean {
  return stage.control?.type === previous.control?.type && (stage.notice !== 'none' || previous.notice === 'none');
}

function lintNothingCounted(
  { counts, neverActive, stages }: InactivityRuleDocument,
  pointer: string,
  report: LintReport,
): void {
  const own = neverActive !== null && neverActive !== undefined && neverActive !== 'same';
  if (counts?.types?.length !== 0 || !own || stages.length === 0) return;
  report('UNREACHABLE_STAGE', pointer, 'no activity counts, so that everybody is never active: these never act');
}
