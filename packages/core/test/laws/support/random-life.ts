import fc from 'fast-check';
import type { Dormouse } from '../../../src/engine/dormouse';
import { isDormouseError } from '../../../src/model/errors';
import { createWorld, DAY, type World } from '../../engine/support';

/** One thing that happens in an account. */
export interface LifeStep {
  readonly what: keyof typeof acts;
  readonly who: string;
  readonly number: number;
  readonly wait: number;
}

interface Scene {
  readonly dormouse: Dormouse;
  readonly who: string;
  readonly number: number;
  readonly now: number;
}

const accountId = 'acme';
const reason = 'because';

const returns = ['keep', 'lift', { require: ['ID_VERIFICATION'] }] as const;

function policyOf(number: number): unknown {
  return {
    id: `p-${number % 2}`,
    inactivity: [
      {
        id: number === 5 ? 'renamed' : 'everyone',
        onReturn: returns[number % returns.length],
        stages: [
          { id: 'warn', after: `P${20 + number}D`, notify: { template: 'mail', acknowledge: number === 3 } },
          { id: 'dormant', after: `P${40 + number}D`, control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
        ],
      },
    ],
    requirements: [
      {
        id: 'kyc',
        require: [{ type: 'ID_VERIFICATION', dueWithin: 'P30D', validFor: 'P60D', onOverdue: onOverdue(number) }],
      },
    ],
  };
}

function onOverdue(number: number): unknown {
  return number % 2 === 0 ? 'DENY' : { control: { type: 'DORMANT', reasonCode: 'COMPLIANCE' } };
}

/** Picks one of the members; undefined when there is none. */
function pick<T>(members: readonly T[], number: number): T | undefined {
  return members[number % Math.max(members.length, 1)];
}

async function requirementOf({ dormouse, who, number }: Scene): Promise<string> {
  const { subject } = await dormouse.identities.get(accountId, who);
  return pick(subject.requirements, number)?.id ?? 'none';
}

const acts = {
  register: ({ dormouse, who, number }: Scene) =>
    dormouse.identities.register({
      accountId,
      identities: [{ id: who, kind: 'user', name: `No. ${number}`, attributes: number > 3 ? { team: who } : {} }],
    }),
  adopt: ({ dormouse, who, now }: Scene) =>
    dormouse.identities.import({
      accountId,
      source: 'old',
      identities: [{ identity: { id: who, kind: 'user', createdAt: new Date(now - 90 * DAY).toISOString() } }],
    }),
  child: ({ dormouse, who, number }: Scene) =>
    dormouse.identities.register({ accountId, identities: [{ id: `key-${number}`, kind: 'api_key', parentId: who }] }),
  update: ({ dormouse, who, number }: Scene) =>
    dormouse.identities.update({ accountId, actor: 'ops', identities: [{ id: who, labels: [`l-${number}`] }] }),
  remove: ({ dormouse, who, number }: Scene) =>
    number < 2 ? dormouse.identities.remove({ accountId, ids: [who], reason }) : null,
  erase: ({ dormouse, who, number }: Scene) =>
    dormouse.identities.erase({
      accountId,
      identityId: who,
      reason,
      fields: number % 2 === 0 ? ['name', 'attributes'] : ['reasons'],
    }),
  restrict: ({ dormouse, who, number, now }: Scene) =>
    dormouse.controls.create({
      accountId,
      identityId: who,
      type: number % 2 === 0 ? 'DORMANT' : 'CLOSED',
      reasonCode: 'OTHER',
      reason,
      expiresAt: number === 4 ? new Date(now + 20 * DAY) : null,
    }),
  lift: async ({ dormouse, who, number }: Scene) => {
    const { items } = await dormouse.controls.list({ accountId, identityId: who });
    const controlId = pick(items, number)?.id ?? 'none';
    return dormouse.controls.delete({ accountId, controlId, reason, authority: 'OPERATOR', reopen: true });
  },
  activity: ({ dormouse, who, number, now }: Scene) =>
    dormouse.activity.record({
      accountId,
      activities: [{ identityId: who, type: 'login', at: new Date(now - number * DAY) }],
    }),
  sweep: ({ dormouse }: Scene) => dormouse.sweep({ accountId }),
  sweepAgain: ({ dormouse }: Scene) => dormouse.sweep({ accountId }),
  activate: ({ dormouse, number }: Scene) =>
    dormouse.policies.activate({ accountId, document: policyOf(number), reason, liftRemoved: number > 2 }),
  observe: ({ dormouse, number }: Scene) =>
    dormouse.policies.activate({ accountId, document: policyOf(number), reason, mode: 'observe' }),
  retire: ({ dormouse, number }: Scene) =>
    dormouse.policies.retire({ accountId, policyId: `p-${number % 2}`, reason, liftRemoved: number > 2 }),
  acknowledge: ({ dormouse, who, number }: Scene) =>
    dormouse.notices.acknowledge({
      accountId,
      identityId: who,
      policyId: `p-${number % 2}`,
      ruleId: 'everyone',
      stageId: 'warn',
    }),
  open: ({ dormouse, who, number, now }: Scene) =>
    dormouse.requirements.open({
      accountId,
      identityId: who,
      type: 'TRAINING',
      dueAt: new Date(now + number * DAY),
      onOverdue: onOverdue(number) as never,
    }),
  meet: async (scene: Scene) =>
    scene.dormouse.requirements.meet({
      accountId,
      identityId: scene.who,
      requirementId: await requirementOf(scene),
    }),
  judge: async (scene: Scene) => {
    const { dormouse, who, number } = scene;
    const request = { accountId, identityId: who, requirementId: await requirementOf(scene), reason };
    const how = pick(['fail', 'error', 'waive', 'withdraw'] as const, number) ?? 'fail';
    return dormouse.requirements[how](request);
  },
  exempt: ({ dormouse, who, number, now }: Scene) =>
    dormouse.exemptions.grant({
      accountId,
      identityId: who,
      kind: pick(['EXEMPTION', 'POSTPONEMENT', 'LEGAL_HOLD'] as const, number) ?? 'EXEMPTION',
      reason,
      owner: 'ops',
      until: new Date(now + (number + 1) * 10 * DAY),
      reviewBy: number === 2 ? new Date(now + 5 * DAY) : null,
    }),
  release: async ({ dormouse, who, number }: Scene) => {
    const { subject } = await dormouse.identities.get(accountId, who);
    const exemptionId = pick(subject.exemptions, number)?.id ?? 'none';
    return dormouse.exemptions.end({ accountId, identityId: who, exemptionId, reason, authority: 'OPERATOR' });
  },
} as const;

/** A few identities live through a few dozen commands; many are refused, as in life. */
export const life: fc.Arbitrary<readonly LifeStep[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...(Object.keys(acts) as LifeStep['what'][])),
    who: fc.constantFrom('anna', 'bob', 'ключ-🐭'),
    number: fc.nat(5),
    wait: fc.integer({ min: 0, max: 20 * DAY }),
  }),
  { maxLength: 60, size: 'max' },
);

/** Lives it through; refusals are part of it. The first two are there from the start, under a policy. */
export async function live(steps: readonly LifeStep[], world: World = createWorld({ settings })): Promise<World> {
  const { dormouse, clock } = world;
  await dormouse.policies.activate({ accountId, document: policyOf(0), reason });
  await dormouse.identities.register({ accountId, identities: ['anna', 'bob'].map((id) => ({ id, kind: 'user' })) });
  for (const { what, who, number, wait } of steps) {
    clock.now += wait;
    try {
      await acts[what]({ dormouse, who, number, now: clock.now });
    } catch (error) {
      if (!isDormouseError(error)) throw error;
    }
  }
  return world;
}

/** With so few identities the guard would halt every sweep. */
const settings = { guard: { maxRestricted: { percent: 100, atLeast: 100 } } };
