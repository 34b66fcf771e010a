import { expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import { createDormouse } from '../../src/index';
import { manualClock } from '../../src/testing';

const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };
const rule = { id: 'r', stages: [{ id: 's', after: 'P45D', control: dormant }] };
const document = {
  id: 'p',
  inactivity: [rule, { ...rule, id: 'shadowed' }],
  exempt: [
    {
      id: 'x',
      when: { all: [{ fact: 'labels', operator: 'contains', value: 'vault' }] },
      reason: 'r',
      owner: 'o',
      reviewBy: '2026-01-31T00:00:00Z',
    },
  ],
};

it('P3 activating and proposing give the advice of lint', async () => {
  const clock = manualClock('2026-01-30T00:00:00Z');
  const dormouse = createDormouse({ storage: memoryStorage(), clock: clock.read });
  const order = { accountId: 'acme', document, reason: 'why', actor: 'ann' };
  const activated = async () =>
    (await dormouse.policies.activate(order)).warnings.map(({ code, pointer }) => `${code} ${pointer}`);
  expect(await activated()).toEqual(['SHADOWED_RULE /inactivity/1']);
  clock.set('2026-01-31T00:00:00Z');
  expect(await activated()).toEqual(['SHADOWED_RULE /inactivity/1', 'REVIEW_OVERDUE /exempt/0/reviewBy']);
  const two = createDormouse({
    storage: memoryStorage(),
    clock: clock.read,
    settings: { activation: { twoPersons: true } },
  });
  const proposed = await two.policies.propose(order);
  expect(proposed.warnings.map(({ code }) => code)).toEqual(['SHADOWED_RULE', 'REVIEW_OVERDUE']);
});
