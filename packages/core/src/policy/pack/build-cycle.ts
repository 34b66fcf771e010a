import type { Issue } from '../../model/errors';
import { refuse } from '../../model/shape';
import { type Duration, parseDuration } from '../../time/duration';
import type { RequirementSetDocument } from '../document';
import { noLater, sum } from './bounds';
import type { CycleDemand } from './pack';
import type { PackParameters } from './pack-parameters';

/**
 * The requirement set of a cycle. Together, validity and grace may not be longer than the source allows. The
 * requirement has a type of the pack's own unless the host names one: the same type is demanded once only, by the first
 * policy (R3a), so that of two packs that share one the looser could win.
 */
export function buildCycle(
  packId: string,
  demand: CycleDemand,
  { cycle }: PackParameters,
  exactDays: boolean,
  issues: Issue[],
): RequirementSetDocument {
  const validFor = cycle?.validFor ?? demand.validFor;
  const renewalGrace = cycle?.renewalGrace ?? demand.renewalGrace;
  const dueWithin = cycle?.dueWithin ?? demand.dueWithin;
  const { atMost, requirement } = demand;
  const type = cycle?.requirement ?? `${requirement}:${packId}`;
  const most = parseDuration(atMost);
  const [valid, grace, due] = [validFor, renewalGrace, dueWithin].map(parseDuration);
  if (most !== null && valid != null && grace != null) {
    // Calendar parts of a stored requirement are added in UTC (R1).
    if (!noLater(sum(valid, grace, true), most, true))
      refuseLength(issues, '/cycle/validFor', sumText(valid, grace), most);
  }
  if (most !== null && due != null && !noLater(due, most, exactDays)) {
    refuseLength(issues, '/cycle/dueWithin', due.text, most);
  }
  const onOverdue = cycle?.onOverdue ?? demand.onOverdue;
  return { id: 'cycle', require: [{ type, dueWithin, validFor, renewalGrace, onOverdue }] };
}

function sumText(valid: Duration, grace: Duration): string {
  return `${valid.text} and ${grace.text} of grace`;
}

function refuseLength(issues: Issue[], pointer: string, length: string, most: Duration): void {
  refuse(issues, 'OUTSIDE_SOURCE', pointer, `${length} may be longer than ${most.text}, the longest cycle allowed`);
}
