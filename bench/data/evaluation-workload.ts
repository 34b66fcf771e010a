import { parseSubject, type Subject } from '@dormouse/core';

/** 2 rules × 3 stages, with a requirement set: the policy that the function by hand is written for. */
export const policy = {
  id: 'workforce',
  appliesTo: { all: [{ fact: 'kind', operator: 'in', value: ['user', 'service_id'] }] },
  inactivity: [
    {
      id: 'contractors',
      when: { all: [{ fact: 'attributes', path: '$.contract', operator: 'equal', value: 'external' }] },
      counts: { types: ['login', 'token'] },
      stages: [
        { id: 'warn', after: 'P14D', notify: 'dormancy-warning' },
        { id: 'dormant', after: 'P30D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
        { id: 'close', after: 'P180D', control: { type: 'CLOSED', reasonCode: 'INACTIVITY' } },
      ],
    },
    {
      id: 'everyone',
      stages: [
        { id: 'warn', after: 'P30D', notify: 'dormancy-warning' },
        { id: 'dormant', after: 'P45D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
        { id: 'close', after: 'P365D', control: { type: 'CLOSED', reasonCode: 'INACTIVITY' } },
      ],
    },
  ],
};

const DAY = 86_400_000;

/** A small linear congruential generator: the same population in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Identities in every state that the policy knows, each with 2 controls, 3 requirements, 1 exemption. */
export function subjects(count: number, at: number): Subject[] {
  const pick = random(42);
  const iso = (days: number): string => new Date(at + days * DAY + pick(86_400) * 1000).toISOString();
  return Array.from({ length: count }, (_, index) => {
    const inactive = pick(60);
    const lastLogin = iso(-inactive - 1);
    const removed = pick(4) > 0;
    return parseSubject({
      identity: {
        accountId: 'acme',
        id: `u-${index}`,
        kind: pick(5) === 0 ? 'api_key' : 'user',
        createdAt: iso(-900),
        attributes: { contract: pick(3) === 0 ? 'external' : 'internal', team: 'ops' },
      },
      activity: {
        login: { success: { lastAt: lastLogin, count: 12 }, failure: { lastAt: iso(-1), count: 2 } },
        report: { success: { lastAt: iso(-inactive - 20), count: 3 } },
      },
      controls: [
        { id: 'c1', type: 'DORMANT', setBy: 'CLIENT', createdAt: iso(-400), deletedAt: removed ? iso(-300) : null },
        { id: 'c2', type: 'DORMANT', setBy: 'OPERATOR', createdAt: iso(-700), deletedAt: iso(-650) },
      ],
      requirements: [
        { id: 'r1', type: 'ID_VERIFICATION', state: 'MET', validUntil: iso(200 - pick(230)), renewalGrace: 'P30D' },
        { id: 'r2', type: 'SCREENING', state: pick(20) === 0 ? 'FAILED' : 'MET' },
        { id: 'r3', type: 'TRAINING', state: pick(5) === 0 ? 'PENDING' : 'MET', dueAt: iso(40) },
      ],
      exemptions: [
        { id: 'x1', kind: 'EXEMPTION', scope: { policyId: 'workforce' }, from: iso(-500), until: iso(20 - pick(400)) },
      ],
      progress: pick(2) === 0 ? [] : [served('contractors', lastLogin), served('everyone', lastLogin)],
      reactivatedAt: removed ? iso(-299) : null,
      approvedAt: iso(-800),
    });
  });

  function served(ruleId: string, base: string): object {
    return { policyId: 'workforce', ruleId, stageId: 'warn', base, at: iso(-12), outcome: 'served' };
  }
}
