import {
  type AccountConsumer,
  type ConsumerState,
  compareIds,
  type Instant,
  isBehind,
  newConsumer,
  type Page,
  type PageRequest,
} from '@dormouse/core';
import type { Account } from './account';
import { deepFreeze } from './deep-freeze';
import { pageOf } from './listings';

/** Asks a decision how far a consumer has come now, and writes it. */
export function updateConsumer(
  account: Account,
  name: string,
  decide: (state: ConsumerState) => ConsumerState,
): ConsumerState {
  const before = account.consumers.get(name) ?? newConsumer;
  const state = decide(before);
  if (state === before) return before;
  deepFreeze(state, before);
  account.consumers.set(name, state);
  return state;
}

/** The accounts in which a consumer has begun. */
export function listConsumers(
  accounts: Iterable<Account>,
  name: string,
  { after, limit }: PageRequest<string>,
): Page<AccountConsumer> {
  const found: AccountConsumer[] = [];
  for (const account of accounts) {
    const state = account.consumers.get(name);
    if (state !== undefined && isAfter(account.id, after)) found.push({ accountId: account.id, state });
  }
  found.sort((left, right) => compareIds(left.accountId, right.accountId));
  return pageOf(found, limit);
}

/** The accounts in which a consumer has something to do. */
export function consumerBacklog(
  accounts: Iterable<Account>,
  name: string,
  now: Instant,
  { after, limit }: PageRequest<string>,
): Page<string> {
  const found: string[] = [];
  for (const { id, consumers, log } of accounts) {
    if (isAfter(id, after) && isBehind(consumers.get(name) ?? newConsumer, log.size, now)) found.push(id);
  }
  return pageOf(found.sort(compareIds), limit);
}

function isAfter(id: string, after: string | null): boolean {
  return after === null || compareIds(id, after) > 0;
}
