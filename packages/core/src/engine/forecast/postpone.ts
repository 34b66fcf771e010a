import type { Context } from '../../decide/context';
import { grantExemption } from '../../decide/grant-exemption';
import { slotOf, take, tryItem, type Work } from '../../decide/work';
import type { Exemption } from '../../model/exemption';
import { type InstantInput, toInstant } from '../../model/time-checks';
import { bulkOnce } from '../bulk-once';
import { checkId, checkItems, checkOptionalId, checkReason } from '../check-input';
import { type BulkOutcome, bulkOutcome, decideBatch } from '../decide-batch';
import { type GrantExemptionRequest, readScope } from '../exemptions';
import type { Runtime } from '../runtime';

export interface PostponeRequest {
  readonly accountId: string;
  /** At most 10,000. */
  readonly identityIds: readonly string[];
  /** When what is scheduled may come after all. What is due by then comes at once: a postponement restarts no clock (X2). */
  readonly until: InstantInput;
  /** Why, in 1 to 2,000 characters. */
  readonly reason: string;
  /** Who answers for it, and may end it. */
  readonly owner: string;
  /** A policy, or one of its rules. Default: everything. */
  readonly scope?: GrantExemptionRequest['scope'];
  readonly actor?: string | null;
  /** All or nothing: the first refusal is thrown, with `data.index`. Default: refused items do not stop the others. */
  readonly atomic?: boolean;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

/** An identity that was postponed. */
export interface Postponed {
  readonly identityId: string;
  readonly exemption: Exemption;
}

/**
 * Postpones what is scheduled for one identity or for many (V5): each gets an exemption of the kind `POSTPONEMENT`.
 * @throws DormouseError `REASON_REQUIRED`; `INVALID_INSTANT`; `BATCH_TOO_LARGE`; `INVALID_ARGUMENT`. Items are refused
 * with the errors of `grantExemption`.
 */
export async function postpone(runtime: Runtime, request: PostponeRequest): Promise<BulkOutcome<Postponed>> {
  const accountId = checkId(request.accountId, 'accountId');
  const ids = Array.from(checkItems(request.identityIds, 'identityIds'), (id) => checkId(id, 'identityIds'));
  const given = {
    kind: 'POSTPONEMENT' as const,
    scope: readScope(request.scope),
    reason: checkReason(request.reason),
    owner: checkId(request.owner, 'owner'),
    until: toInstant(request.until, 'until'),
    reviewBy: null,
  };
  const actor = checkOptionalId(request.actor, 'actor');
  const key = checkOptionalId(request.idempotencyKey, 'idempotencyKey');
  const decide = (work: Work, context: Context): BulkOutcome<Postponed> =>
    bulkOutcome(
      ids.map((identityId, index) =>
        tryItem(index, request.atomic === true, () => {
          const exemption = { id: context.newId(), ...given, from: context.at };
          const done = grantExemption(slotOf(work, identityId), { exemption }, context);
          take(work, done.change);
          return { identityId, exemption: done.exemption };
        }),
      ),
    );
  return decideBatch(runtime, { accountId, ids, actor }, decide, bulkOnce(key, 'upcoming.postpone'));
}
