import type { StatusDetails } from '../evaluate/evaluation';
import { judgeSubject } from '../evaluate/judge';
import { emptyDetails, toEvaluation } from '../evaluate/to-evaluation';
import type { IdentityEventType, StatusCause } from '../model/event';
import type { Status } from '../model/status';
import type { PolicySet } from '../policy/policy-set';
import { type Draft, record } from './draft';

/** Writes that the identity has a status, if it is another one than before. The first one registers it. */
export function noteStatus(draft: Draft, status: Status): void {
  const from = draft.status;
  if (from === status) return;
  const { identity } = draft.subject;
  if (from === null) record(draft, { type: 'identity.registered', data: { identity, status } });
  else record(draft, { type: 'identity.status_changed', data: { from, to: status, because: causeOf(draft, status) } });
  draft.status = status;
}

/** Events that follow from others, and never change a status themselves. */
const consequences: ReadonlySet<IdentityEventType> = new Set([
  'identity.dormant',
  'identity.reactivated',
  'identity.notice_served',
  'identity.notice_withdrawn',
  'identity.status_changed',
]);

/** The details are worth their cost only here, where the status did change. */
function causeOf(draft: Draft, to: Status): StatusCause {
  const { set, at } = draft.context;
  const details = toEvaluation(judgeSubject(set, draft.subject, at, emptyDetails()), at).statusDetails;
  return {
    trigger: draft.events.findLast(({ type }) => !consequences.has(type))?.type ?? 'time',
    controls: controlsBehind(details, to, set),
    requirements: requirementsBehind(details, to),
  };
}

function controlsBehind({ activeControls }: StatusDetails, to: Status, set: PolicySet): readonly string[] {
  return activeControls.filter(({ type }) => set.controlTypes.get(type)?.effect === to).map(({ id }) => id);
}

function requirementsBehind(details: StatusDetails, to: Status): readonly string[] {
  const listed = {
    DISABLED: [],
    ERROR: details.erroredRequirements,
    DENIED: details.failedRequirements,
    PENDING: details.pendingRequirements,
    APPROVED: [],
  }[to];
  return listed.map(({ id }) => id);
}
