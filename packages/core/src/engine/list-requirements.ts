import { id } from '../model/ids';
import type { Requirement } from '../model/requirement';
import { type EffectiveState, effectiveState } from '../model/requirement-state';
import { list, oneOfTexts } from '../model/shape';
import { checkId, checkLimit, checkOptionalId, checkShape } from './check-input';
import type { Listing } from './cursor';
import type { ListPage, PageInput } from './list-identities';
import { listMembers } from './list-members';
import type { Runtime } from './runtime';

export interface ListRequirementsRequest extends PageInput {
  readonly accountId: string;
  readonly identityId?: string | null;
  readonly types?: readonly string[] | null;
  /** Their effective states now (R1), such as `OVERDUE`. */
  readonly states?: readonly EffectiveState[] | null;
}

/** A requirement of an identity, with its state now. */
export interface RequirementEntry {
  readonly identityId: string;
  readonly requirement: Requirement;
  readonly state: EffectiveState;
}

const types = list(id, 1_000);
const states = list(oneOfTexts('PENDING', 'MET', 'FAILED', 'WAIVED', 'ERROR', 'RENEWAL_DUE', 'OVERDUE'), 7);

/**
 * Lists requirements by the id of their identity, then by their own.
 * @throws DormouseError `INVALID_ARGUMENT`; `INVALID_CURSOR`.
 */
export async function listRequirements(
  runtime: Runtime,
  request: ListRequirementsRequest,
): Promise<ListPage<RequirementEntry>> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkOptionalId(request.identityId, 'identityId');
  const askedTypes = request.types ?? null;
  const askedStates = request.states ?? null;
  if (askedTypes !== null) checkShape(askedTypes, types, '/types', 'the filter is refused');
  if (askedStates !== null) checkShape(askedStates, states, '/states', 'the filter is refused');
  const wanted = { types: sorted(askedTypes), states: sorted(askedStates) };
  const listing: Listing = { name: 'requirements', accountId, filter: JSON.stringify([identityId, wanted]) };
  return listMembers<RequirementEntry>(runtime, {
    listing,
    identityId,
    filter: { hasRequirements: true },
    limit: checkLimit(request.limit),
    cursor: request.cursor,
    membersOf: ({ subject }, now) =>
      subject.requirements.flatMap((requirement) => {
        const state = effectiveState(requirement, now);
        if (wanted.types?.includes(requirement.type) === false || wanted.states?.includes(state) === false) return [];
        const owner = subject.identity.id;
        return [{ identityId: owner, id: requirement.id, value: { identityId: owner, requirement, state } }];
      }),
  });
}

/** A copy without repetitions, so that equal filters are equal texts. */
function sorted<T extends string>(values: readonly T[] | null): readonly T[] | null {
  return values === null ? null : [...new Set(values)].sort();
}
