import { type ChainHead, type HashText, linkTo } from '../model/chain';
import type { AccountEvent, AccountEventData, AccountEventType } from '../model/event';
import type { AccountPolicies } from '../model/policy-activation';
import type { Instant } from '../time/instant';

/** An event of an account before it has its place in the log. */
export type NewAccountEvent = {
  [T in AccountEventType]: { readonly type: T; readonly data: AccountEventData[T] };
}[AccountEventType];

/** Whose event it is, when, and who asked for it. */
export interface AccountEventFields {
  readonly accountId: string;
  readonly at: Instant;
  readonly actor: string | null;
}

/** The next events of an account, linked to its last one (E3). */
export function accountEvents(
  account: Pick<AccountPolicies, 'sequence' | 'headHash'>,
  { accountId, at, actor }: AccountEventFields,
  news: readonly NewAccountEvent[],
  hash: HashText,
): readonly AccountEvent[] {
  let head: ChainHead = { sequence: account.sequence, hash: account.headHash };
  return news.map((event) => {
    const linked: AccountEvent = linkTo(head, { accountId, identityId: null, at, actor, ...event }, hash);
    head = linked;
    return linked;
  });
}
