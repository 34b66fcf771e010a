import { describe, expect, it } from 'vitest';
import { type AccountEvent, type DormouseEvent, type IdentityEvent, toCloudEvent, upgradeEvent } from '../../src/index';
import { canonicalJson } from '../../src/model/canonical-json';
import type { PolicyActivation } from '../../src/model/policy-activation';
import { createSha256 } from '../../src/model/sha256';
import type { StoredSubject } from '../../src/model/stored-subject';
import { verifyHistory } from '../../src/model/verify-history';
import older from '../corpus/form-0.json';
import { createWorld, DAY, ladder, refusal, START, type World } from './support';

const accountId = 'acme';
const { events, activation, stored } = older as unknown as {
  readonly events: readonly DormouseEvent[];
  readonly activation: PolicyActivation;
  readonly stored: StoredSubject;
};
const own = events.filter((event): event is AccountEvent => event.identityId === null);
const ofUser = events.filter((event): event is IdentityEvent => event.identityId !== null);

/** A world in which everything until day 30 was written in form 0. */
async function createOldWorld(): Promise<World> {
  const world = createWorld();
  const { storage, clock } = world;
  await storage.updatePolicies(accountId, () => ({ activations: [activation], events: own }));
  const commit = { put: [stored], remove: [], events: ofUser };
  await storage.update(accountId, ['u-1'], () => ({ commit, answer: null }));
  clock.toDay(30);
  return world;
}

const hash = createSha256();
const served = (event: DormouseEvent): boolean => event.type === 'identity.notice_served';

describe('events and documents of an older form', () => {
  it('E3 the log verifies as it was stored, and goes on in the present form', async () => {
    const world = await createOldWorld();
    const { dormouse, clock } = world;
    expect(await dormouse.history.verify({ accountId, records: true })).toMatchObject({ ok: true, events: 3 });
    clock.toDay(45);
    await dormouse.sweep();
    expect((await dormouse.identities.get(accountId, 'u-1')).status).toBe('DISABLED');
    const audit = await dormouse.history.verify({ accountId, records: true });
    expect(audit).toMatchObject({ ok: true, faults: [] });
    const { items } = await dormouse.events.list({ accountId, identityId: 'u-1', asStored: true });
    expect(items.map(({ event }) => event.form)).toEqual([0, 0, ...items.slice(2).map(() => undefined)]);
    expect(items.length).toBeGreaterThan(4);
    expect(verifyHistory(items.map(({ event }) => event))).toMatchObject({ ok: true, events: items.length });
  });

  it('E3 readers see the present form: listings, consumers, CloudEvents, and a past instant', async () => {
    const { dormouse, clock } = await createOldWorld();
    const progress = { acknowledgedAt: null, promised: null, stageId: 'warn', outcome: 'served' };
    const { items } = await dormouse.events.list({ accountId });
    expect(items.map(({ event }) => event.form)).toEqual([undefined, undefined, undefined]);
    expect(items.map(({ event }) => event.hash)).toEqual(events.map((event) => event.hash));
    expect(items.find(({ event }) => served(event))?.event.data).toMatchObject({ progress });
    const heard: DormouseEvent[] = [];
    await dormouse.consumers.run({ name: 'n', handle: (event) => void heard.push(event) });
    expect(heard).toEqual(items.map(({ event }) => event));
    const notice = events.find(served);
    expect(notice?.data).not.toMatchObject({ progress });
    expect(notice && toCloudEvent(notice, { source: '/x' }).data).toMatchObject({ progress });
    clock.toDay(31);
    const then = await dormouse.history.asOf({ accountId, identityId: 'u-1', at: new Date(START + 30 * DAY) });
    expect(then.subject.progress).toMatchObject([progress]);
    expect(then.evaluation.policies).toMatchObject([{ ruleId: 'everyone' }]);
  });

  it('P1 an older document judges as it always did; its hash stays that of what was activated', async () => {
    const { dormouse } = await createOldWorld();
    const [policy] = await dormouse.policies.list(accountId);
    expect(policy?.document).toEqual(ladder);
    expect(policy?.contentHash).toBe(hash(canonicalJson(activation.document)));
    expect(await dormouse.policies.history(accountId, 'workforce')).toEqual([policy]);
    expect((await dormouse.evaluate(accountId, 'u-1')).policies).toMatchObject([
      { stages: [{ stageId: 'warn', state: 'done' }, { dueAt: START + 45 * DAY }, { dueAt: START + 365 * DAY }] },
    ]);
    const again = await dormouse.policies.activate({ accountId, document: ladder, reason: 'in the present form' });
    expect(again.activation.version).toBe(2);
  });

  it('E3 an edit of an old event is found, also one that upgrading would hide', async () => {
    const edited = ofUser.map((event) => (served(event) ? { ...event, form: 1 } : event));
    expect(verifyHistory(ofUser)).toMatchObject({ ok: true });
    expect(verifyHistory(edited)).toMatchObject({ ok: false, fault: { code: 'EDITED' } });
    expect(verifyHistory(ofUser.map((event) => upgradeEvent(event)))).toMatchObject({ ok: false });
  });

  it('E3 what a newer version wrote is not misread: it is refused by its form, and still verifies', async () => {
    const { dormouse, storage } = createWorld();
    const [first] = own;
    if (first === undefined) throw new Error('the corpus has an event of the account');
    const newer = { ...first, form: 7 };
    const { hash: _, ...content } = newer;
    const linked = { ...newer, hash: hash(canonicalJson(content)) };
    await storage.updatePolicies(accountId, () => ({ activations: [{ ...activation, form: 7 }], events: [linked] }));
    for (const reading of [dormouse.events.list({ accountId }), dormouse.policies.list(accountId)]) {
      expect(await refusal(reading)).toMatchObject({ code: 'UNKNOWN_FORM', data: { form: 7 } });
    }
    expect((await dormouse.events.list({ accountId, asStored: true })).items).toHaveLength(1);
    expect(await dormouse.history.verify({ accountId, identityId: null })).toMatchObject({ ok: true });
    expect((await dormouse.events.list({ accountId, asStored: null, types: ['policy.retired'] })).items).toEqual([]);
  });
});
