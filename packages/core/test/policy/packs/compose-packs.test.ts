import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../../src/policy/document';
import { buildPack } from '../../../src/policy/pack/build-pack';
import { composePacks } from '../../../src/policy/pack/compose-packs';
import { cisControls53 } from '../../../src/policy/packs/cis-controls-53';
import { cnilOnlineAccounts } from '../../../src/policy/packs/cnil-online-accounts';
import { doraReview } from '../../../src/policy/packs/dora-review';
import { fedrampLowReview } from '../../../src/policy/packs/fedramp-low-review';
import { googleAccount } from '../../../src/policy/packs/google-account';
import { microsoftAccount } from '../../../src/policy/packs/microsoft-account';
import { pciDss724 } from '../../../src/policy/packs/pci-dss-724';
import { pciDss826 } from '../../../src/policy/packs/pci-dss-826';
import { rbiInoperative } from '../../../src/policy/packs/rbi-inoperative';
import { createWorld, eventsOf } from '../../engine/support';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

function own(after: string, type = 'DORMANT', id = 'ours'): PolicyDocument {
  return {
    id,
    inactivity: [{ id: 'all', stages: [{ id: 'off', after, control: { type, reasonCode: 'INACTIVITY' } }] }],
  };
}

/** The day on which the first control is set, with a sweep an hour, and which policy set it. */
async function firstControl(policies: readonly PolicyDocument[], until: number) {
  const world = createWorld({ settings: { guard: false } });
  const { dormouse, clock } = world;
  clock.now = START;
  for (const document of policies) await dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
  await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
  for (let day = 1; day <= until; day++) {
    clock.now = START + day * DAY;
    await dormouse.sweep();
    for (const event of await eventsOf(world)) {
      if (event.type === 'control.created') return { day, policyId: event.data.control.cause?.policyId };
    }
  }
  return null;
}

describe('composePacks', () => {
  it('whichever is stricter acts first, and no own rule is looser than the law', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 120 }), async (days) => {
        const { policies, issues } = composePacks({ packs: [buildPack(pciDss826)], own: [own(`P${days}D`)] });
        const first = await firstControl(policies, 100);
        expect(first?.day).toBe(Math.min(days, 89));
        if (days !== 89) expect(first?.policyId).toBe(days < 89 ? 'ours' : 'pci-dss-4.0.1-8.2.6');
        expect(issues.map(({ code }) => code)).toEqual(days > 89 ? ['LOOSER_THAN_SOURCE'] : []);
      }),
      { numRuns: 12 },
    );
  });

  it('keeps the citations, limits and notes of all packs', () => {
    const composed = composePacks({ packs: [buildPack(pciDss826), buildPack(cisControls53)], own: [own('P30D')] });
    expect(composed.citations.map(({ clause }) => clause)).toEqual(['8.2.6', 'Safeguard 5.3']);
    expect(composed.limits.map(({ maxInactivity }) => maxInactivity)).toEqual(['P90D', 'P45D']);
    expect(new Set(composed.notes).size).toBe(composed.notes.length);
    expect(composed.policies.map(({ id }) => id)).toEqual(['pci-dss-4.0.1-8.2.6', 'cis-controls-8.1-5.3', 'ours']);
  });

  it('refuses an own stage that comes before the date which a source protects', () => {
    const packs = [buildPack(googleAccount)];
    const refused = expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      data: {
        issues: [expect.objectContaining({ code: 'OUTSIDE_SOURCE', pointer: '/own/0/inactivity/0/stages/0/after' })],
      },
    });
    expect(() => composePacks({ packs, own: [own('P1Y', 'CLOSED')] })).toThrow(refused);
    expect(composePacks({ packs, own: [own('P1Y')] }).issues).toEqual([]);
    expect(composePacks({ packs, own: [own('P2Y', 'CLOSED')] }).issues).toEqual([]);
    const never = {
      id: 'ours',
      inactivity: [{ id: 'all', stages: [], neverActive: { stages: own('P1Y', 'CLOSED').inactivity![0]!.stages } }],
    };
    expect(() => composePacks({ packs, own: [never] })).toThrow('/own/0/inactivity/0/neverActive/stages/0/after');
  });

  it('refuses two packs of which one acts before the date that the other protects', () => {
    const packs = [buildPack(cnilOnlineAccounts), buildPack(microsoftAccount)];
    expect(() => composePacks({ packs })).toThrow(
      '/packs/0/policy/inactivity/0/stages/1/after P2Y may come too early: allowed after more than P2Y',
    );
    expect(composePacks({ packs: [buildPack(cnilOnlineAccounts), buildPack(googleAccount)] }).issues).toEqual([]);
  });

  it('R3a packs with cycles do not share a requirement, unless the host says so, and then it is told', async () => {
    const cycles = [buildPack(doraReview), buildPack(pciDss724), buildPack(fedrampLowReview)];
    const apart = composePacks({ packs: cycles });
    expect(apart.issues).toEqual([]);
    const world = createWorld();
    for (const document of apart.policies) {
      await world.dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
    }
    await world.dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
    await world.dormouse.sweep();
    const opened = (await eventsOf(world)).flatMap((event) =>
      event.type === 'requirement.opened' ? [event.data.requirement.validFor?.text] : [],
    );
    expect(opened.sort()).toEqual(['P11M', 'P11M', 'P5M']);
    const cycle = { requirement: 'ACCESS_REVIEW' };
    const shared = composePacks({ packs: [buildPack(doraReview, { cycle }), buildPack(pciDss724, { cycle })] });
    expect(shared.issues).toMatchObject([{ code: 'SHARED_REQUIREMENT', pointer: '/packs/1/policy/requirements' }]);
  });

  it('an own policy may use the marks of the packs', () => {
    const packs = [buildPack(rbiInoperative)];
    expect(composePacks({ packs, own: [own('P3Y', 'INOPERATIVE')] }).controlTypes.map(({ type }) => type)).toEqual([
      'INOPERATIVE',
    ]);
    expect(() => composePacks({ packs: [], own: [own('P3Y', 'INOPERATIVE')] })).toThrow('control/type');
  });

  it('refuses ids that are taken, faulty policies and nonsense, with the place', () => {
    const pack = buildPack(pciDss826);
    expect(() => composePacks({ packs: [pack, pack] })).toThrow('/packs/1/policy/id the id is taken');
    expect(() => composePacks({ packs: [pack], own: [own('P1D', 'DORMANT', pciDss826.id)] })).toThrow('/own/0/id');
    expect(() => composePacks({ packs: [], own: [own('soon')] })).toThrow('/own/0/inactivity/0/stages/0/after');
    fc.assert(
      fc.property(fc.record({ packs: fc.anything(), own: fc.anything(), controlTypes: fc.anything() }), (input) => {
        try {
          composePacks(input as never);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_ARGUMENT' });
        }
      }),
    );
  });
});
