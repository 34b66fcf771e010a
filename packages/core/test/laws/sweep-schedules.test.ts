import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld, DAY, eventsOf, START, type World } from '../engine/support';

const policy = {
  id: 'p',
  inactivity: [
    {
      id: 'known',
      when: { all: [{ fact: 'activity', path: '$.token.count', operator: 'greaterThan', value: 2 }] },
      stages: [{ id: 'sleep', after: 'P12D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }],
    },
    {
      id: 'all',
      stages: [
        { id: 'warn', after: 'P10D', notify: 'mail' },
        { id: 'remind', after: 'P15D', notify: 'mail' },
        { id: 'dormant', after: 'P20D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
      ],
    },
  ],
};
/** The same without a condition that reads activity: then most activity leaves the index alone. */
const plain = { ...policy, inactivity: policy.inactivity.slice(1) };

const input = fc.record({
  at: fc.integer({ min: 1, max: 60 * 24 }).map((hours) => START + (hours * DAY) / 24),
  type: fc.constantFrom('login', 'token'),
  late: fc.integer({ min: 0, max: 5 }),
  lift: fc.boolean(),
});
type Input = typeof input extends fc.Arbitrary<infer T> ? T : never;

async function sweepUntil({ dormouse, storage, clock }: World, end: number, further: readonly number[]): Promise<void> {
  for (let sweeps = 0; ; sweeps++) {
    if (sweeps > 500) throw new Error('the sweeps never end');
    const { stored } = await storage.read('acme', ['u']);
    const expiry = stored[0]?.expiresAt ?? Number.POSITIVE_INFINITY;
    const next = Math.min(expiry, ...further.filter((at) => at > clock.now));
    if (next > end) return;
    clock.now = Math.max(next, clock.now);
    // Also where nothing is due: a sweep then does nothing, and a review must not either.
    await dormouse.sweep();
    await dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'u', kind: 'user' }] });
  }
}

async function history(document: unknown, inputs: readonly Input[], further: readonly number[]): Promise<unknown> {
  const world = createWorld();
  const { dormouse, clock } = world;
  await dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
  await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u', kind: 'user' }] });
  for (const { at, type, late, lift } of [...inputs].sort((left, right) => left.at - right.at)) {
    await sweepUntil(world, at, further);
    clock.now = at;
    await dormouse.activity.record({
      accountId: 'acme',
      activities: [{ identityId: 'u', type, at: new Date(at - late * DAY) }],
    });
    const { items } = await dormouse.controls.list({ accountId: 'acme' });
    if (lift && items[0] !== undefined)
      await dormouse.controls.delete({ accountId: 'acme', controlId: items[0].id, reason: 'x' });
  }
  await sweepUntil(world, START + 120 * DAY, further);
  return (await eventsOf(world)).map(withoutIds);
}

/** Runs take ids too, so the numbers differ between schedules. */
function withoutIds(event: unknown): unknown {
  return JSON.parse(
    JSON.stringify(event, (key, value) =>
      /^(id|runId|controlIds?|hash|previousHash|salts)$/.test(key) || key === 'controls' ? null : value,
    ),
  );
}

describe('sweep schedules', () => {
  it('L10 with activity in between, sweeping at every expiry gives the same history as any finer schedule', async () => {
    const further = fc.array(
      fc.integer({ min: 1, max: 120 * 24 }).map((hours) => START + (hours * DAY) / 24),
      { maxLength: 15 },
    );
    const inputs = fc.array(input, { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(policy, plain), inputs, further, async (document, given, extra) => {
        expect(await history(document, given, extra)).toEqual(await history(document, given, []));
      }),
      { numRuns: 150 },
    );
  });
});
