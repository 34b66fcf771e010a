import { canonicalJson } from '../model/canonical-json';
import type { IdentityEvent } from '../model/event';
import type { StageProgress } from '../model/progress';
import type { Subject } from '../model/subject';
import { applyEvent, type FoldedIdentity, nothingFolded } from './apply-event';

/**
 * Folds the events of an identity, from the first: what they rebuild is the stored subject, activity aside (L12).
 * @example foldEvents(events).subject
 */
export function foldEvents(events: Iterable<IdentityEvent>): FoldedIdentity {
  let folded = nothingFolded;
  for (const event of events) folded = applyEvent(folded, event);
  return folded;
}

/** Whether two subjects are the same, activity aside. The order of their lists carries no meaning (L2). */
export function isSameButActivity(left: Subject, right: Subject): boolean {
  return comparable(left) === comparable(right);
}

function comparable({ activity: _, controls, requirements, exemptions, progress, ...rest }: Subject): string {
  return canonicalJson({
    ...rest,
    controls: sortedBy(controls, idOf),
    requirements: sortedBy(requirements, idOf),
    exemptions: sortedBy(exemptions, idOf),
    progress: sortedBy(progress, stageOf),
  });
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}

/** Ids hold no control characters. */
function stageOf({ policyId, ruleId, stageId, base }: StageProgress): string {
  return `${policyId}\n${ruleId}\n${stageId}\n${base}`;
}

function sortedBy<T>(records: readonly T[], keyOf: (record: T) => string): readonly T[] {
  return [...records].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}
