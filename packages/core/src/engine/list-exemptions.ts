import { type Exemption, type ExemptionKind, isExemptionInForce } from '../model/exemption';
import { boolean, object, oneOfTexts, optional } from '../model/shape';
import type { InstantInput } from '../model/time-checks';
import type { Instant } from '../time/instant';
import { checkId, checkLimit, checkOptionalId, checkOptionalInstant, checkShape } from './check-input';
import type { Listing } from './cursor';
import type { ListPage, PageInput } from './list-identities';
import { listMembers } from './list-members';
import type { Runtime } from './runtime';

export interface ListExemptionsRequest extends PageInput {
  readonly accountId: string;
  readonly identityId?: string | null;
  readonly kind?: ExemptionKind | null;
  /** Only those that are in force now, or only those that are not. Default: all, ended ones too. */
  readonly inForce?: boolean | null;
  /** Only those that have not ended and should be looked at again before this (X1). */
  readonly reviewBefore?: InstantInput | null;
}

/** An exemption of an identity. */
export interface ExemptionEntry {
  readonly identityId: string;
  readonly exemption: Exemption;
  readonly inForce: boolean;
}

const shape = object({
  kind: optional(oneOfTexts('EXEMPTION', 'POSTPONEMENT', 'LEGAL_HOLD')),
  inForce: optional(boolean),
});

/**
 * Lists the exemptions, postponements and legal holds of identities, by the id of their identity, then by their own.
 * The standing exemptions of policies are in their documents.
 * @throws DormouseError `INVALID_ARGUMENT`; `INVALID_INSTANT`; `INVALID_CURSOR`.
 */
export async function listExemptions(
  runtime: Runtime,
  request: ListExemptionsRequest,
): Promise<ListPage<ExemptionEntry>> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkOptionalId(request.identityId, 'identityId');
  const { kind = null, inForce = null } = request;
  checkShape({ kind, inForce }, shape, '', 'the filter is refused');
  const wanted: Wanted = { kind, inForce, reviewBefore: checkOptionalInstant(request.reviewBefore, 'reviewBefore') };
  const listing: Listing = { name: 'exemptions', accountId, filter: JSON.stringify([identityId, wanted]) };
  return listMembers<ExemptionEntry>(runtime, {
    listing,
    identityId,
    filter: { hasExemptions: true },
    limit: checkLimit(request.limit),
    cursor: request.cursor,
    membersOf: ({ subject }, now) =>
      subject.exemptions.flatMap((exemption) => {
        if (!isWanted(exemption, wanted, now)) return [];
        const owner = subject.identity.id;
        const value = { identityId: owner, exemption, inForce: isExemptionInForce(exemption, now) };
        return [{ identityId: owner, id: exemption.id, value }];
      }),
  });
}

interface Wanted {
  readonly kind: ExemptionKind | null;
  readonly inForce: boolean | null;
  readonly reviewBefore: Instant | null;
}

function isWanted(exemption: Exemption, { kind, inForce, reviewBefore }: Wanted, now: Instant): boolean {
  if (kind !== null && exemption.kind !== kind) return false;
  if (inForce !== null && isExemptionInForce(exemption, now) !== inForce) return false;
  if (reviewBefore === null) return true;
  const { reviewBy, until } = exemption;
  return reviewBy !== null && reviewBy < reviewBefore && (until === null || until > now);
}
