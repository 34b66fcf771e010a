import type { Identity } from '@dormouse/core';
import type { Kind } from '../../../src/services';
import type { Started } from '../../helpers/start';

const DAY = 86_400_000;

/** An identity, with what the engine says of it now. */
export type Known = Identity & {
  /** UTC ms; 0: never. */
  readonly lastActive: number;
  readonly status: string;
};

/** Every identity of the sample, as the engine has it. */
export async function everybody({ services, account }: Started): Promise<readonly Known[]> {
  const { items, cursor } = await services.dormouse.identities.list({ accountId: account, limit: 1_000 });
  if (cursor !== null) throw new Error('there are more than 1,000');
  return items.map(({ identity, lastActiveAt, status }) => ({ ...identity, lastActive: lastActiveAt ?? 0, status }));
}

/** Who of a kind is inactive for 30 days; quietest first. */
export async function inactive(host: Started, kind: Kind): Promise<readonly Known[]> {
  const limit = host.now() - 30 * DAY;
  const all = await everybody(host);
  return all
    .filter((identity) => identity.kind === kind && identity.lastActive <= limit)
    .sort((a, b) => a.lastActive - b.lastActive);
}

/** One that is inactive, and neither restricted nor locked yet; `fits`: what its API keys must be like. */
export async function warned(
  host: Started,
  kind: Kind,
  fits: (keys: readonly Known[]) => boolean = () => true,
): Promise<Known> {
  const all = await everybody(host);
  const keysOf = ({ id }: Known): readonly Known[] => all.filter(({ parentId }) => parentId === id);
  const found = (await inactive(host, kind)).find(
    (each) => !each.locked && each.status === 'APPROVED' && fits(keysOf(each)),
  );
  if (found === undefined) throw new Error('there is none in the sample');
  return found;
}

export const statusOf = async ({ services, account }: Started, id: string): Promise<string> =>
  (await services.dormouse.identities.get(account, id)).status;
