import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { World } from '../engine/support';
import { createWorld, typesOf } from '../engine/support';

const accountId = 'acme';
const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };
const is = (path: string, value: string) => ({
  all: [{ fact: 'attributes', path: `$.${path}`, operator: 'equal', value }],
});
const rule = (id: string, when?: unknown) => ({
  id,
  ...(when === undefined ? {} : { when }),
  stages: [{ id: 'dormant', after: 'P45D', control: dormant }],
});

/** Every place that can be undecided, in two policies. */
const policies = [
  {
    id: 'one',
    appliesTo: is('team', 'red'),
    inactivity: [rule('externals', is('contract', 'external')), rule('others')],
    exempt: [{ id: 'vip', when: is('vip', 'yes'), reason: 'x', owner: 'ann', reviewBy: '2027-01-01T00:00:00Z' }],
  },
  {
    id: 'two',
    inactivity: [rule('all', is('contract', 'external'))],
    requirements: [{ id: 'kyc', when: is('country', 'NL'), require: [{ type: 'ID_VERIFICATION' }] }],
  },
];

const attributes = fc.record(
  {
    team: fc.constantFrom('red', 'blue'),
    contract: fc.constantFrom('external', 'staff'),
    vip: fc.constantFrom('yes', 'no'),
    country: fc.constantFrom('NL', 'DE'),
  },
  { requiredKeys: [] },
);

async function createTeam(members: readonly Record<string, string>[]): Promise<World> {
  const world = createWorld({ settings: { guard: false } });
  const identities = members.map((each, index) => ({ id: `u-${index}`, kind: 'user', attributes: each }));
  await world.dormouse.identities.register({ accountId, identities, atomic: true });
  for (const document of policies) await world.dormouse.policies.activate({ accountId, document, reason: 'test' });
  world.clock.toDay(60);
  return world;
}

describe('S7 C2 the undecided in the report of a sweep', () => {
  it('S7 are those that an evaluation lists, counted by policy and place, with the facts to blame', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attributes, { minLength: 1, maxLength: 8 }), async (members) => {
        const { dormouse } = await createTeam(members);
        const report = await dormouse.sweep({ accountId });
        const counts = new Map<string, number>();
        const listed: unknown[] = [];
        for (const index of members.keys()) {
          const identityId = `u-${index}`;
          for (const outcome of (await dormouse.evaluate(accountId, identityId)).policies) {
            if (outcome.applies === 'false') continue;
            for (const { where, facts } of outcome.undecided) {
              const { policyId } = outcome;
              counts.set(`${policyId} ${where}`, (counts.get(`${policyId} ${where}`) ?? 0) + 1);
              listed.push({ accountId, identityId, policyId, where, facts });
            }
          }
        }
        expect(report.undecided.map(({ policyId, where, count }) => [`${policyId} ${where}`, count])).toEqual(
          [...counts].sort(([left], [right]) => (left < right ? -1 : 1)),
        );
        expect(report.undecidedExamples).toHaveLength(listed.length);
        expect(report.undecidedExamples).toEqual(expect.arrayContaining(listed));
      }),
      { numRuns: 60 },
    );
  });

  it('S7 restrict nobody, are all counted, and the first hundred of them are named', async () => {
    const { dormouse } = await createTeam(Array.from({ length: 1_200 }, () => ({ team: 'blue', country: 'DE' })));
    const report = await dormouse.sweep({ accountId });
    expect(report).toMatchObject({
      evaluated: 1_200,
      acted: [],
      errors: 0,
      undecided: [{ policyId: 'two', where: 'inactivity/all/when', count: 1_200 }],
    });
    expect(report.undecidedExamples).toHaveLength(100);
    expect(report.undecidedExamples[0]).toMatchObject({ policyId: 'two', facts: ['attributes'] });
    expect(await typesOf({ dormouse })).not.toContain('control.created');
    expect(await dormouse.sweep({ accountId })).toMatchObject({ evaluated: 0, undecided: [], undecidedExamples: [] });
  });

  it('S7 nobody is listed where everything is known', async () => {
    const { dormouse } = await createTeam([{ team: 'red', contract: 'external', vip: 'no', country: 'NL' }]);
    const report = await dormouse.sweep({ accountId });
    expect(report).toMatchObject({ undecided: [], undecidedExamples: [] });
    expect(report.acted.length).toBeGreaterThan(0);
  });
});
