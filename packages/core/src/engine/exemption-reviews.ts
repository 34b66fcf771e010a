import type { Exemption } from '../model/exemption';
import type { PolicyActivation } from '../model/policy-activation';
import type { PolicyMode } from '../model/policy-proposal';
import type { StoredSubject } from '../model/stored-subject';
import { type InstantInput, toInstant } from '../model/time-checks';
import { upgradeActivation } from '../model/upgrade-document';
import type { PolicyDocument } from '../policy/document';
import { compareIds } from '../storage/compare-ids';
import { type Instant, parseInstant } from '../time/instant';
import { checkId, checkLimit, checkOptionalId } from './check-input';
import { type Listing, readCursor, writeCursor } from './cursor';
import type { ListPage, PageInput } from './list-identities';
import { walkSubjects } from './list-members';
import type { Runtime } from './runtime';
import { Soonest } from './soonest';

export interface ExemptionReviewsRequest extends PageInput {
  readonly accountId: string;
  /** Only what should be looked at earlier than this; what is late already too. */
  readonly before: InstantInput;
  /** Only of this owner. Default: of all. */
  readonly owner?: string | null;
}

interface Review {
  /** When somebody should have looked at it, at the latest. */
  readonly reviewBy: Instant;
  readonly isLate: boolean;
  readonly owner: string | null;
  readonly reason: string | null;
}

/** An exemption that should be looked at again (X1): one that an identity was granted, or a standing one of a policy. */
export type ExemptionReview =
  | (Review & { readonly of: 'identity'; readonly identityId: string; readonly exemption: Exemption })
  | (Review & {
      readonly of: 'policy';
      readonly policyId: string;
      readonly version: number;
      readonly mode: PolicyMode;
      readonly exemptId: string;
    });

/**
 * The exemptions with a `reviewBy`, the soonest first: those of identities that have not ended, and the standing ones of
 * the policies in force. One leaves the list when it ends, or gets a later date (a new version of its policy).
 * @throws DormouseError `INVALID_ARGUMENT`; `INVALID_INSTANT`; `INVALID_CURSOR`.
 */
export async function exemptionReviews(
  runtime: Runtime,
  request: ExemptionReviewsRequest,
): Promise<ListPage<ExemptionReview>> {
  const accountId = checkId(request.accountId, 'accountId');
  const before = toInstant(request.before, 'before');
  const owner = checkOptionalId(request.owner, 'owner');
  const limit = checkLimit(request.limit);
  const listing: Listing = { name: 'reviews', accountId, filter: JSON.stringify([before, owner]) };
  const after = readCursor(listing, request.cursor) as Key | null;
  const now = runtime.now();
  const soonest = new Soonest<ExemptionReview>(limit + 1, (left, right) => compareKeys(keyOf(left), keyOf(right)));
  const consider = (review: ExemptionReview): void => {
    if (review.reviewBy >= before || (owner !== null && review.owner !== owner)) return;
    if (after === null || compareKeys(keyOf(review), after) > 0) soonest.add(review);
  };
  const { active } = await runtime.storage.policies(accountId);
  for (const each of active) for (const review of standing(upgradeActivation(each), now)) consider(review);
  for await (const stored of walkSubjects(runtime, accountId, { hasExemptions: true }, now)) {
    for (const review of granted(stored, now)) consider(review);
  }
  const items = soonest.first();
  const last = items[limit - 1];
  if (items.length <= limit || last === undefined) return { items, cursor: null };
  return { items: items.slice(0, limit), cursor: writeCursor(listing, keyOf(last)) };
}

type Key = readonly [at: Instant, identityId: string, id: string];

/** No id of an identity is empty, and none holds a control character. */
function keyOf(review: ExemptionReview): Key {
  return review.of === 'identity'
    ? [review.reviewBy, review.identityId, review.exemption.id]
    : [review.reviewBy, '', `${review.policyId}\n${review.exemptId}\n${review.mode}`];
}

function compareKeys(left: Key, right: Key): number {
  return left[0] - right[0] || compareIds(left[1], right[1]) || compareIds(left[2], right[2]);
}

function granted({ subject }: StoredSubject, now: Instant): readonly ExemptionReview[] {
  return subject.exemptions.flatMap((exemption) => {
    const { reviewBy, until, owner, reason } = exemption;
    if (reviewBy === null || (until !== null && until <= now)) return [];
    const identityId = subject.identity.id;
    return [{ of: 'identity', reviewBy, isLate: reviewBy <= now, owner, reason, identityId, exemption } as const];
  });
}

/** The documents were checked when they were activated. */
function standing({ policyId, version, mode, document }: PolicyActivation, now: Instant): readonly ExemptionReview[] {
  const { exempt } = document as unknown as PolicyDocument;
  return (exempt ?? []).flatMap(({ id: exemptId, owner = null, reason = null, reviewBy: text }) => {
    const reviewBy = typeof text === 'string' ? parseInstant(text) : null;
    if (reviewBy === null) return [];
    const isLate = reviewBy <= now;
    return [{ of: 'policy', reviewBy, isLate, owner, reason, policyId, version, mode, exemptId } as const];
  });
}
