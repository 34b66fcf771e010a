import type { DormouseOptions } from '../../../src/engine/create-dormouse';
import type { SettingsDocument } from '../../../src/policy/settings';
import { createWorld, type World } from '../../engine/support';

/** Sets DORMANT after 45 days without a word. */
export const sleepers = {
  id: 'sleepers',
  inactivity: [
    { id: 'all', stages: [{ id: 'dormant', after: 'P45D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }] },
  ],
};

export const guardOf = (percent: number, atLeast: number): SettingsDocument => ({
  guard: { maxRestricted: { percent, atLeast } },
});

/** A world with so many users, all of them as old, under {@link sleepers}. */
export async function createCrowd(size: number, options: Partial<DormouseOptions> = {}): Promise<World> {
  const world = createWorld(options);
  await world.dormouse.policies.activate({ accountId: 'acme', document: sleepers, reason: 'test' });
  await register(world, size);
  return world;
}

export async function register(world: World, size: number, prefix = 'u'): Promise<void> {
  const identities = Array.from({ length: size }, (_, index) => ({ id: `${prefix}-${index}`, kind: 'user' }));
  await world.dormouse.identities.register({ accountId: 'acme', identities, atomic: true });
}

/** How many users stand where. */
export async function statusCounts({ dormouse }: World): Promise<Record<string, number>> {
  const { items } = await dormouse.identities.list({ accountId: 'acme', limit: 1000 });
  const counts: Record<string, number> = {};
  for (const { status } of items) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** A turn of the event loop, in which others can come between. */
export const turn = (): Promise<void> => new Promise((done) => setImmediate(done));
