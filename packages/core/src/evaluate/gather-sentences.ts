import type { ControlEffect } from '../model/control-type';
import type { ListedRequirement } from './evaluation';
import type { Explained } from './explained';
import { gatherPolicies } from './gather-policies';
import type { RequirementList, Sentence, StatusSentence } from './sentence';

/** More of one sort than this nobody reads out: a hostile policy set could ask for a million (semantics §13). */
const MOST_OF_A_SORT = 100;

/** Everything that an explanation says, in order. */
export function gatherSentences(explained: Explained): readonly Sentence[] {
  const { subject, evaluation, next } = explained;
  const { id, kind, name } = subject.identity;
  const { status, at, validUntil } = evaluation;
  return [
    { kind: 'identity', id, identityKind: kind, name, status, at },
    ...statusSentences(explained),
    ...gatherPolicies(explained),
    { kind: 'next', status, transition: next },
    { kind: 'holds', until: validUntil },
  ];
}

/** What contributes to the status (R4), and what else the details list. */
function statusSentences(explained: Explained): readonly StatusSentence[] {
  const details = explained.evaluation.statusDetails;
  const listed = [
    ...details.activeControls.slice(0, MOST_OF_A_SORT).map((control) => ({ kind: 'control' as const, control })),
    ...requirements(details.erroredRequirements, 'errored'),
    ...requirements(details.failedRequirements, 'failed'),
    ...requirements(details.pendingRequirements, 'pending'),
    ...requirements(details.renewalDueRequirements, 'renewalDue'),
  ];
  const restricts: readonly StatusSentence[] =
    details.restricts.length === 0 ? [] : [{ kind: 'restricts', capabilities: details.restricts }];
  return [...(listed.length === 0 ? [{ kind: 'clear' as const }] : listed), ...foldSentence(explained), ...restricts];
}

function requirements(members: readonly ListedRequirement[], list: RequirementList): readonly StatusSentence[] {
  return members.slice(0, MOST_OF_A_SORT).map((requirement) => ({ kind: 'requirement', list, requirement }));
}

/**
 * Which contribution won, where others lost. Pending requirements only count as the cause: whether they would have
 * contributed depends on the first approval (R4).
 */
function foldSentence({ set, evaluation }: Explained): readonly StatusSentence[] {
  const { status, statusDetails: details } = evaluation;
  const controls = (effect: ControlEffect): readonly string[] =>
    details.activeControls.filter(({ type }) => set.controlTypes.get(type)?.effect === effect).map(({ type }) => type);
  const types = (members: readonly ListedRequirement[]): readonly string[] => members.map(({ type }) => type);
  const contributions = [
    { status: 'DISABLED' as const, causes: controls('DISABLED') },
    { status: 'ERROR' as const, causes: [...controls('ERROR'), ...types(details.erroredRequirements)] },
    { status: 'DENIED' as const, causes: types(details.failedRequirements) },
    { status: 'PENDING' as const, causes: status === 'PENDING' ? types(details.pendingRequirements) : [] },
  ].filter(({ causes }) => causes.length > 0);
  const own = contributions.find((contribution) => contribution.status === status);
  const outweighs = contributions.filter((contribution) => contribution !== own);
  return own === undefined || outweighs.length === 0 ? [] : [{ kind: 'fold', ...own, outweighs }];
}
