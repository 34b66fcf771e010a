import { canonicalJson } from '../model/canonical-json';
import { DormouseError } from '../model/errors';
import type { IdentityEvent } from '../model/event';
import type { StageProgress } from '../model/progress';
import type { Subject } from '../model/subject';
import { applyEvent, type FoldedIdentity, nothingFolded } from './apply-event';

/**
 * Folds the events of an identity, from the first: what they rebuild is the stored subject, activity aside (L12).
 * @throws DormouseError `HISTORY_ARCHIVED` when the first events are missing, and none of the others begins an identity anew.
 * @example foldEvents(events).subject
 */
export function foldEvents(events: Iterable<IdentityEvent>): FoldedIdentity {
  let folded: FoldedIdentity | null = nothingFolded;
  let isFirst = true;
  for (const event of events) {
    if (isFirst && event.sequence > 1) folded = null;
    isFirst = false;
    folded = applyKnown(folded, event);
  }
  if (folded === null) throw new DormouseError('HISTORY_ARCHIVED', 'the first events of this history are missing');
  return folded;
}

/**
 * Applies an event to what is known before it; null: nothing, because the first events were archived. Whatever registers,
 * imports or removes an identity says all there is to know.
 */
export function applyKnown(folded: FoldedIdentity | null, event: IdentityEvent): FoldedIdentity | null {
  if (folded !== null) return applyEvent(folded, event);
  return beginnings.has(event.type) ? applyEvent(nothingFolded, event) : null;
}

const beginnings: ReadonlySet<string> = new Set(['identity.registered', 'identity.imported', 'identity.removed']);

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
