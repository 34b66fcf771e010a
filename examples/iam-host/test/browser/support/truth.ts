import type { Identity } from '@dormouse/core';
import type { Kind } from '../../../src/services';
import type { Started } from '../../helpers/start';

const DAY = 86_400_000;

/** Every identity of the sample, as the engine has it. */
export async function everybody({
  services,
  account,
}: Started): Promise<readonly (Identity & { lastActive: number })[]> {
  const { items, cursor } = await services.dormouse.identities.list({ accountId: account, limit: 1_000 });
  if (cursor !== null) throw new Error('there are more than 1,000');
  return items.map(({ identity, lastActiveAt }) => ({ ...identity, lastActive: lastActiveAt ?? 0 }));
}

/** Who of a kind is inactive for 30 days; quietest first. */
export async function inactive(host: Started, kind: Kind): ReturnType<typeof everybody> {
  const limit = host.now() - 30 * DAY;
  const all = await everybody(host);
  return all
    .filter((identity) => identity.kind === kind && identity.lastActive <= limit)
    .sort((a, b) => a.lastActive - b.lastActive);
}

export const statusOf = async ({ services, account }: Started, id: string): Promise<string> =>
  (await services.dormouse.identities.get(account, id)).status;
