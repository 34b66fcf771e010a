import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/model/canonical-json';
import { createSha256 } from '../../src/model/sha256';
import { allEventsOf, createPopulation, createWorld, eventsOf, ladder, refusal } from '../engine/support';
import { createCrowd, register, sleepers, statusCounts } from './support/crowd';

const acme = { accountId: 'acme' };
const hash = createSha256();

const titled = (title: string) => ({ ...sleepers, title });

describe('versions of policies', () => {
  it('P1 every version stays as it was activated, with its hash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 8 }), async (titles) => {
        const { dormouse } = createWorld();
        const expected: string[] = [];
        for (const title of titles) {
          const { activation } = await dormouse.policies.activate({ ...acme, document: titled(title), reason: title });
          if (expected[expected.length - 1] !== title) expected.push(title);
          expect(activation.version).toBe(expected.length);
        }
        const history = await dormouse.policies.history('acme', 'sleepers');
        expect(history.map(({ version, reason }) => [version, reason])).toEqual(
          expected.map((title, i) => [i + 1, title]),
        );
        for (const { document, contentHash, reason } of history) {
          expect(document).toEqual(titled(reason));
          expect(contentHash).toBe(hash(canonicalJson(titled(reason))));
          expect(Object.isFrozen(document)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('P1 activating the same content again changes and tells nothing, and judges nobody again', async () => {
    const world = await createCrowd(3);
    await world.dormouse.sweep();
    const events = await allEventsOf(world);
    const { id, inactivity } = sleepers;
    const { activation } = await world.dormouse.policies.activate({
      ...acme,
      document: { inactivity, id },
      reason: 'again',
    });
    expect(activation).toMatchObject({ version: 1, reason: 'test' });
    expect(await world.dormouse.sweep()).toMatchObject({ evaluated: 0 });
    expect(await allEventsOf(world)).toEqual(events);
  });

  it('P1 activations that come at once are all kept, each with a version of its own', async () => {
    const { dormouse } = createWorld();
    const titles = ['a', 'b', 'c', 'd', 'e'];
    const activate = (title: string) => dormouse.policies.activate({ ...acme, document: titled(title), reason: title });
    const activated = await Promise.all(titles.map(activate));
    expect(activated.map(({ activation }) => activation.version).sort()).toEqual([1, 2, 3, 4, 5]);
    const history = await dormouse.policies.history('acme', 'sleepers');
    expect(history.map(({ reason }) => reason).sort()).toEqual(titles);
    expect(await dormouse.policies.list('acme')).toEqual([history[4]]);
  });

  it('P1 a retired policy goes on counting its versions when it comes back', async () => {
    const world = await createCrowd(2);
    const { dormouse, clock } = world;
    const retired = await dormouse.policies.retire({ ...acme, policyId: 'sleepers', reason: 'over', actor: 'ann' });
    expect(retired).toMatchObject({
      policyId: 'sleepers',
      version: 1,
      actor: 'ann',
      removedRules: ['all'],
      liftedRules: [],
    });
    expect(await dormouse.policies.list('acme')).toEqual([]);
    clock.toDay(45);
    await dormouse.sweep();
    expect(await statusCounts(world)).toEqual({ APPROVED: 2 });
    const { activation } = await dormouse.policies.activate({ ...acme, document: sleepers, reason: 'back' });
    expect(activation.version).toBe(2);
    expect((await dormouse.policies.history('acme', 'sleepers')).map(({ version }) => version)).toEqual([1, 2]);
    const told = (await eventsOf(world)).find(({ type }) => type === 'policy.retired');
    expect(told).toMatchObject({
      actor: 'ann',
      data: { policyId: 'sleepers', version: 1, reason: 'over', liftRemoved: false },
    });
    expect(await refusal(dormouse.policies.retire({ ...acme, policyId: 'none', reason: 'x' }))).toMatchObject({
      code: 'POLICY_NOT_FOUND',
    });
  });
});

const ruleOf = (id: string, kind: string) => ({
  id,
  when: { all: [{ fact: 'kind', operator: 'equal', value: kind }] },
  stages: [{ id: 'dormant', after: 'P45D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }],
});
const withRules = (...ids: string[]) => ({ id: 'kinds', inactivity: ids.map((id) => ruleOf(id, id)) });

async function createKinds() {
  const world = createWorld();
  const { dormouse, clock } = world;
  await dormouse.policies.activate({ ...acme, document: withRules('a', 'b', 'c'), reason: 'test' });
  const identities = ['a', 'b', 'c'].map((kind) => ({ id: kind, kind }));
  await dormouse.identities.register({ ...acme, identities });
  clock.toDay(45);
  await dormouse.sweep();
  const dormant = async () => (await dormouse.controls.list(acme)).items.map(({ identityId }) => identityId);
  expect(await dormant()).toEqual(['a', 'b', 'c']);
  return { ...world, dormant };
}

describe('changing policies', () => {
  it('P7 removing a rule leaves its controls, unless the activation lifts them', async () => {
    const { dormouse, dormant, ...world } = await createKinds();
    await dormouse.policies.activate({ ...acme, document: withRules('b', 'c'), reason: 'without a' });
    await dormouse.sweep();
    expect(await dormant()).toEqual(['a', 'b', 'c']);
    const lifting = { ...acme, document: withRules('c'), reason: 'without b', actor: 'ann', liftRemoved: true };
    const { activation } = await dormouse.policies.activate(lifting);
    expect(activation).toMatchObject({ removedRules: ['a', 'b'], liftedRules: ['a', 'b'] });
    expect(await dormant()).toEqual(['a', 'b', 'c']);
    expect((await dormouse.sweep()).runs).toMatchObject([{ lifted: 2, restricted: 0 }]);
    expect(await dormant()).toEqual(['c']);
    const deleted = (await eventsOf({ dormouse })).filter(({ type }) => type === 'control.deleted');
    expect(
      [...deleted].sort((left, right) => ((left.identityId ?? '') < (right.identityId ?? '') ? -1 : 1)),
    ).toMatchObject([
      { identityId: 'a', data: { control: { deletedBy: 'ann', deletionReason: 'without b' } } },
      { identityId: 'b' },
    ]);
    expect((await dormouse.identities.get('acme', 'a')).subject.reactivatedAt).toBe(world.clock.now);
  });

  it('P7 what is to be lifted goes on being so under later versions, and stops when the rule comes back', async () => {
    const { dormouse, dormant } = await createKinds();
    await dormouse.policies.activate({ ...acme, document: withRules('c'), reason: 'lift', liftRemoved: true });
    await dormouse.policies.activate({ ...acme, document: withRules('b', 'c'), reason: 'b is back' });
    await dormouse.sweep();
    expect(await dormant()).toEqual(['b', 'c']);
  });

  it('P7 what is to be lifted stays so when a command or an activity judges the identity before the sweep', async () => {
    const { dormouse, dormant, ...world } = await createKinds();
    await dormouse.policies.activate({ ...acme, document: withRules('c'), reason: 'lift', liftRemoved: true });
    const activities = [{ identityId: 'a', type: 'login', at: world.clock.read() }];
    await dormouse.activity.record({ ...acme, activities });
    await dormouse.identities.update({ ...acme, identities: [{ id: 'b', name: 'Bea' }] });
    await dormouse.sweep();
    expect(await dormant()).toEqual(['c']);
  });

  it('P7 lifting can be asked for later, with the same content', async () => {
    const { dormouse, dormant } = await createKinds();
    await dormouse.policies.activate({ ...acme, document: withRules('c'), reason: 'keep' });
    await dormouse.policies.activate({ ...acme, document: withRules('c'), reason: 'lift', liftRemoved: true });
    await dormouse.sweep();
    expect(await dormant()).toEqual(['c']);
    expect(await dormouse.policies.history('acme', 'kinds')).toHaveLength(3);
  });

  it('P7 retiring a policy keeps or lifts what its rules set, in batches of a sweep', async () => {
    for (const liftRemoved of [false, true]) {
      const world = await createCrowd(2_500, { settings: { guard: false } });
      const { dormouse, clock } = world;
      clock.toDay(45);
      await dormouse.sweep();
      await dormouse.policies.retire({ ...acme, policyId: 'sleepers', reason: 'over', liftRemoved });
      const seen: number[] = [];
      const { runs } = await dormouse.sweep({ onProgress: ({ evaluated }) => seen.push(evaluated) });
      expect(runs).toMatchObject([{ lifted: liftRemoved ? 2_500 : 0 }]);
      expect(seen).toEqual([1_000, 2_000, 2_500]);
      expect((await dormouse.controls.list(acme)).items).toHaveLength(liftRemoved ? 0 : 100);
    }
  });

  it('P7 stage progress carries over to a new version', async () => {
    const world = await createPopulation(['u']);
    const { dormouse, clock } = world;
    clock.toDay(30);
    await dormouse.sweep();
    await dormouse.policies.activate({ ...acme, document: { ...ladder, title: 'new' }, reason: 'new' });
    for (const day of [31, 45]) {
      clock.toDay(day);
      await dormouse.sweep();
    }
    const types = (await eventsOf(world)).map(({ type }) => type);
    expect(types.filter((type) => type === 'identity.notice_served')).toHaveLength(1);
    expect(types).toContain('control.created');
  });
});

describe('two persons', () => {
  const settings = { activation: { twoPersons: true } };
  const proposal = { ...acme, document: sleepers, reason: 'for the audit', actor: 'ann' };

  it('one proposes, another approves; nobody activates alone', async () => {
    const world = createWorld({ settings });
    const { dormouse } = world;
    expect(await refusal(dormouse.policies.activate(proposal))).toMatchObject({ code: 'TWO_PERSONS_REQUIRED' });
    const { proposal: waiting } = await dormouse.policies.propose(proposal);
    expect(await dormouse.policies.proposals('acme')).toEqual([waiting]);
    expect(await dormouse.policies.list('acme')).toEqual([]);
    const approval = { ...acme, proposalId: waiting.id };
    expect(await refusal(dormouse.policies.approve({ ...approval, actor: 'ann' }))).toMatchObject({
      code: 'SAME_PERSON',
    });
    const { activation } = await dormouse.policies.approve({ ...approval, actor: 'bob' });
    expect(activation).toMatchObject({ version: 1, actor: 'bob', proposedBy: 'ann', reason: 'for the audit' });
    expect(await dormouse.policies.list('acme')).toEqual([activation]);
    expect(await dormouse.policies.proposals('acme')).toEqual([]);
    expect(await refusal(dormouse.policies.approve({ ...approval, actor: 'bob' }))).toMatchObject({
      code: 'PROPOSAL_NOT_FOUND',
    });
    expect((await eventsOf(world)).map(({ type, actor }) => [type, actor])).toEqual([
      ['policy.proposed', 'ann'],
      ['policy.activated', 'bob'],
    ]);
  });

  it('an approval is for what was proposed: another version in between refuses it', async () => {
    const { dormouse } = createWorld({ settings });
    const first = await dormouse.policies.propose(proposal);
    const second = await dormouse.policies.propose({ ...proposal, document: titled('other') });
    const approve = (id: string) => dormouse.policies.approve({ ...acme, proposalId: id, actor: 'bob' });
    const both = await Promise.allSettled([approve(first.proposal.id), approve(second.proposal.id)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await refusal(approve(second.proposal.id))).toMatchObject({ code: 'CONFLICT' });
    await dormouse.policies.withdraw({ ...acme, proposalId: second.proposal.id, reason: 'too late', actor: 'ann' });
    expect(await dormouse.policies.proposals('acme')).toEqual([]);
    expect(await dormouse.policies.history('acme', 'sleepers')).toHaveLength(1);
  });

  it('a proposal is checked like an activation, and judges nobody again', async () => {
    const world = await createCrowd(1);
    const bad = world.dormouse.policies.propose({ ...proposal, document: { id: 'p', what: 1 } });
    expect(await refusal(bad)).toMatchObject({ code: 'INVALID_POLICY' });
    await world.dormouse.sweep();
    await world.dormouse.policies.propose(proposal);
    expect(await world.dormouse.sweep()).toMatchObject({ evaluated: 0 });
    await register(world, 1, 'later');
  });
});
