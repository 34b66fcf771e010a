import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyChange } from '../../src/engine/simulate/policy-change';
import type { SimulatedIdentity } from '../../src/engine/simulate/simulated-identity';
import type { DormouseEvent } from '../../src/model/event';
import { allEventsOf, type World } from '../engine/support';
import { life, live } from './support/random-life';

const accountId = 'acme';
const reason = 'because';
type Plan = { readonly kind: 'activate' | 'retire' | 'threshold' | 'endExemption' | 'none'; readonly number: number };

const plan: fc.Arbitrary<Plan> = fc.record({
  kind: fc.constantFrom('activate', 'activate', 'retire', 'threshold', 'endExemption', 'none'),
  number: fc.nat(7),
});

function draft(number: number) {
  const control = { type: number === 6 ? 'CLOSED' : 'DORMANT', reasonCode: 'INACTIVITY' };
  const isUnknown = number === 7;
  return {
    id: `p-${number % 3}`,
    inactivity: [
      {
        id: number === 5 ? 'another' : 'everyone',
        ...(isUnknown
          ? { when: { all: [{ fact: 'attributes', path: '$.team', operator: 'equal', value: 'anna' }] } }
          : {}),
        stages: [
          { id: 'warn', after: `P${5 + number}D`, notify: 'mail' },
          { id: 'dormant', after: `P${15 + 5 * number}D`, control },
        ],
      },
    ],
    requirements: number % 2 === 0 ? [] : [{ id: 'kyc', require: [{ type: 'TRAINING', whilePending: 'block' }] }],
  };
}

/** The plan as a change, and the same as commands; null where there is nothing that it could be about. */
async function planned(world: World, { kind, number }: Plan): Promise<PolicyChange | null> {
  const { active } = await world.storage.policies(accountId);
  const enforcing = active.find(({ mode }) => mode === 'enforce');
  const liftRemoved = number > 3;
  if (kind === 'activate') return { change: 'activate', document: draft(number), liftRemoved };
  if (kind === 'endExemption') {
    for await (const { subject } of world.storage.scan(accountId)) {
      const open = subject.exemptions.find(({ until }) => until === null || until > world.clock.now);
      if (open !== undefined) return { change: kind, identityId: subject.identity.id, exemptionId: open.id };
    }
  }
  if (kind === 'none' || kind === 'endExemption' || enforcing === undefined) return null;
  const { policyId, document } = enforcing;
  if (kind === 'retire') return { change: 'retire', policyId, liftRemoved };
  const [rule] = document['inactivity'] as unknown as { id: string }[];
  return { change: 'threshold', policyId, ruleId: rule?.id ?? '', stageId: 'dormant', after: `P${70 + number}D` };
}

async function carryOut({ dormouse, storage }: World, change: PolicyChange): Promise<void> {
  if (change.change === 'activate') {
    const { document, liftRemoved = null } = change;
    await dormouse.policies.activate({ accountId, document, reason, liftRemoved });
  } else if (change.change === 'retire') {
    await dormouse.policies.retire({
      accountId,
      policyId: change.policyId,
      reason,
      liftRemoved: change.liftRemoved ?? null,
    });
  } else if (change.change === 'endExemption') {
    const { identityId, exemptionId } = change;
    await dormouse.exemptions.end({ accountId, identityId, exemptionId, reason, authority: 'OPERATOR' });
  } else if (change.change === 'threshold') {
    const { active } = await storage.policies(accountId);
    const found = active.find(({ policyId, mode }) => policyId === change.policyId && mode === 'enforce');
    const document = JSON.parse(JSON.stringify(found?.document));
    for (const rule of document.inactivity) {
      for (const stage of rule.stages)
        if (rule.id === change.ruleId && stage.id === change.stageId) stage.after = change.after;
    }
    await dormouse.policies.activate({ accountId, document, reason });
  }
}

const counted = (events: readonly DormouseEvent[], type: string): number =>
  events.filter((event) => event.type === type).length;

async function statusesOf({ dormouse }: World): Promise<Record<string, number>> {
  const counts: Record<string, number> = { DISABLED: 0, ERROR: 0, DENIED: 0, PENDING: 0, APPROVED: 0 };
  const { items } = await dormouse.identities.list({ accountId, limit: 1000 });
  for (const { status } of items) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function each({ dormouse }: World, changes: readonly PolicyChange[]): Promise<SimulatedIdentity[]> {
  const found: SimulatedIdentity[] = [];
  for await (const identity of dormouse.simulateEach({ accountId, changes })) found.push(identity);
  return found;
}

/** Sweeps a copy for real, and tells what that did. */
async function sweptCopy(world: World, change: PolicyChange | null) {
  if (change !== null) await carryOut(world, change);
  const before = (await allEventsOf(world)).length;
  const { acted, runs } = await world.dormouse.sweep({ accountId });
  const events = (await allEventsOf(world)).slice(before);
  const lifted = runs.reduce((sum, run) => sum + run.lifted, 0);
  const restricted = runs.reduce((sum, run) => sum + run.restricted, 0);
  const withdrawn = counted(events, 'identity.notice_withdrawn');
  return { events, counts: { acted, lifted, restricted, withdrawn, byStatus: await statusesOf(world) } };
}

describe('simulation', () => {
  it('L15: a simulation tells what making the changes and sweeping does on a copy, and changes nothing', async () => {
    let effects = 0;
    await fc.assert(
      fc.asyncProperty(life, plan, fc.integer({ min: 1, max: 60 }), async (all, planOf, days) => {
        const steps = all.slice(-25);
        const [world, copy, other] = [await live(steps), await live(steps), await live(steps)];
        for (const { clock } of [world, copy, other]) clock.now += days * 86_400_000;
        const change = await planned(world, planOf);
        const changes = change === null ? [] : [change];
        const events = (await allEventsOf(world)).length;
        const simulation = await world.dormouse.simulate({ accountId, changes });
        const identities = await each(world, changes);
        expect((await allEventsOf(world)).length).toBe(events);
        const { warned: _, undecided: _u, ...ofDraft } = simulation.draft;
        const { warned: _w, undecided: _v, ...ofBase } = simulation.base;
        const real = await sweptCopy(copy, change);
        // Ending an exemption tells what lapsed meanwhile itself: then that is not the sweep's doing.
        const restricted = change?.change === 'endExemption' ? { restricted: expect.any(Number) } : {};
        expect(ofDraft).toEqual({ ...real.counts, ...restricted });
        expect(ofBase).toEqual((await sweptCopy(other, null)).counts);
        for (const { identityId, draft: side } of identities) {
          effects += 1;
          const own = real.events.filter((event) => event.identityId === identityId);
          const actions = side.actions.map(({ action }) => action);
          expect(actions.filter((action) => action === 'notify').length).toBe(counted(own, 'identity.notice_served'));
          expect(actions.filter((action) => action === 'control').length).toBe(counted(own, 'control.created'));
          expect(side.withdrawn).toBe(counted(own, 'identity.notice_withdrawn'));
          expect(side.status).toBe((await copy.dormouse.identities.get(accountId, identityId)).status);
        }
      }),
      { numRuns: 100 },
    );
    expect(effects).toBeGreaterThan(20);
  }, 60_000);
});
