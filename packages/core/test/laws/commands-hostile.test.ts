import { describe, expect, it } from 'vitest';
import { isDormouseError } from '../../src/index';
import { allEventsOf, createPopulation, START } from '../engine/support';

const accountId = 'acme';

/** What no caller should give; some of it is right in some places. */
const hostile: readonly unknown[] = [
  ...[undefined, null, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 10n, true, Symbol('x'), () => 1],
  ...['', ' ', 'a\nb', '\ud800', '__proto__', 'x'.repeat(5_000)],
  ...[[], [null], {}, { a: { b: 1 } }, Object.create(null), JSON.parse('{"__proto__":{"a":1}}'), new Map()],
  ...[new Date(Number.NaN), new Date(START)],
];

/** A request of each call that takes one, with every member that it knows. */
const requests: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'identities.register': {
    accountId,
    identities: [{ id: 'n', kind: 'user', attributes: {}, labels: [] }],
    actor: null,
    atomic: false,
    idempotencyKey: null,
  },
  'identities.update': { accountId, identities: [{ id: 'u-1', labels: ['x'] }] },
  'identities.remove': { accountId, ids: ['u-9'], reason: 'x', actor: 'a' },
  'identities.import': { accountId, source: 's', identities: [] },
  'identities.erase': { accountId, identityId: 'u-1', reason: 'x', fields: null, actor: 'a' },
  'identities.reconcile': { accountId, identities: [] },
  'identities.list': { accountId, limit: 10, cursor: null, status: 'APPROVED', kind: 'user', inactiveSince: null },
  'activity.record': {
    accountId,
    activities: [{ identityId: 'u-1', type: 'login', at: new Date(START), outcome: 'success', count: 1 }],
    idempotencyKey: 'k',
  },
  'controls.create': {
    accountId,
    identityId: 'u-1',
    type: 'DORMANT',
    reasonCode: 'OTHER',
    reason: 'x',
    setBy: 'CLIENT',
    overridable: true,
    expiresAt: null,
    actor: 'x',
    idempotencyKey: 'k2',
  },
  'controls.delete': {
    accountId,
    controlId: 'c',
    reason: 'x',
    authority: 'OPERATOR',
    reopen: true,
    actor: 'x',
    idempotencyKey: null,
  },
  'controls.list': { accountId, identityId: 'u-1', includeDeleted: true, limit: 1, cursor: null },
  'policies.activate': {
    accountId,
    document: { id: 'p' },
    reason: 'x',
    actor: 'x',
    mode: 'enforce',
    liftRemoved: true,
    idempotencyKey: null,
  },
  'policies.retire': { accountId, policyId: 'p', reason: 'x', actor: 'x', liftRemoved: true },
  'policies.propose': { accountId, document: { id: 'p' }, reason: 'x', actor: 'x', mode: 'observe' },
  'policies.approve': { accountId, proposalId: 'p', actor: 'x' },
  'policies.withdraw': { accountId, proposalId: 'p', actor: 'x', reason: 'x' },
  'runs.list': { accountId, limit: 1, cursor: null },
  'runs.resume': {
    accountId,
    runId: 'r',
    approvedBy: 'x',
    reason: 'x',
    idempotencyKey: 'k3',
    signal: null,
    onProgress: null,
    pause: null,
  },
  'runs.undo': { accountId, runId: 'r', actor: 'x', reason: 'x', signal: null, idempotencyKey: 'k4' },
  'events.list': { accountId, identityId: 'u-1', types: ['control.created'], asStored: true, limit: 1, cursor: null },
  'exemptions.grant': {
    accountId,
    identityId: 'u-1',
    kind: 'EXEMPTION',
    scope: { policyId: null, ruleId: null },
    reason: 'x',
    owner: 'o',
    from: null,
    until: null,
    indefinite: true,
    reviewBy: null,
    exemptionId: null,
    actor: 'x',
  },
  'exemptions.end': { accountId, identityId: 'u-1', exemptionId: 'e', reason: 'x', authority: 'OPERATOR', actor: 'x' },
  'exemptions.list': {
    accountId,
    identityId: 'u-1',
    kind: 'EXEMPTION',
    inForce: true,
    reviewBefore: null,
    limit: 1,
    cursor: null,
  },
  'exemptions.reviews': { accountId, before: new Date(START), owner: 'o', limit: 1, cursor: null },
  'requirements.open': {
    accountId,
    identityId: 'u-1',
    requirementId: 'r',
    type: 'T',
    dueAt: null,
    validFor: 'P1D',
    renewalGrace: 'P1D',
    onOverdue: 'DENY',
    whilePending: 'block',
    group: 'g',
    actor: 'x',
  },
  'requirements.meet': { accountId, identityId: 'u-1', requirementId: 'r', at: null, validUntil: null, actor: 'x' },
  'requirements.fail': { accountId, identityId: 'u-1', requirementId: 'r', reason: 'x' },
  'requirements.error': { accountId, identityId: 'u-1', requirementId: 'r', reason: 'x' },
  'requirements.waive': { accountId, identityId: 'u-1', requirementId: 'r', reason: 'x' },
  'requirements.withdraw': { accountId, identityId: 'u-1', requirementId: 'r', reason: 'x' },
  'requirements.list': { accountId, limit: 1, cursor: null },
  'requirements.upcoming': { accountId, before: new Date(START), limit: 1 },
  'notices.acknowledge': {
    accountId,
    identityId: 'u-1',
    policyId: 'p',
    ruleId: 'r',
    stageId: 's',
    at: null,
    actor: 'x',
  },
  'reports.create': {
    accountId,
    inactiveFor: 'P1D',
    kinds: ['user'],
    timeZone: 'UTC',
    actor: 'x',
    idempotencyKey: 'k6',
  },
  'reports.work': { accountId, signal: null, onProgress: null, pause: null },
  simulate: {
    accountId,
    changes: [{ change: 'retire', policyId: 'p', liftRemoved: true }],
    against: [{ change: 'settings', settings: {} }],
    at: new Date(START),
    kinds: ['user'],
    sample: 1,
    signal: null,
  },
  forecast: { accountId, days: 2, changes: [{ change: 'activate', document: { id: 'p' } }], kinds: null, signal: null },
  backtest: { accountId, from: new Date(0), until: new Date(START), comeBackWithin: 'P1D', changes: [], kinds: null },
  'upcoming.list': { accountId, until: new Date(START), identityId: null, actions: ['notify'], kinds: null, limit: 1 },
  'upcoming.postpone': {
    accountId,
    identityIds: ['u-1'],
    until: new Date(START + 1),
    reason: 'x',
    owner: 'o',
    scope: { policyId: null },
    actor: 'x',
    atomic: false,
    idempotencyKey: 'k7',
  },
  'accounts.remove': { accountId: 'other', reason: 'x', actor: 'x', idempotencyKey: 'k5' },
  'history.verify': { accountId, identityId: 'u-1', head: null, records: true },
  'history.asOf': { accountId, identityId: 'u-1', at: new Date(START) },
  'consumers.run': {
    accountId,
    name: 'n',
    handle: () => undefined,
    limit: 1,
    tries: 1,
    retryAfter: 1,
    mostBlocked: 1,
    leaseFor: 1,
    signal: null,
  },
  'consumers.parked': { accountId, name: 'n', identityId: null },
  'consumers.retryParked': { accountId, name: 'n', identityId: null },
  'consumers.skipParked': { accountId, name: 'n', identityId: null },
  sweep: { accountId, limit: 1, signal: null, onProgress: null, pause: null },
};

type Call = (given: unknown) => Promise<unknown>;

describe('§13 every call of the engine', () => {
  it.each(Object.entries(requests))(
    '§13 %s answers, or refuses with a typed error, whatever stands in any place',
    async (name, request) => {
      const world = await createPopulation(['u-1']);
      const [group = '', method = ''] = name.split('.');
      const calls = world.dormouse as unknown as Readonly<Record<string, Call & Readonly<Record<string, Call>>>>;
      const call = method === '' ? calls[group] : calls[group]?.[method];
      if (call === undefined) throw new Error(`there is no call ${name}`);
      const attempts = [
        ...hostile,
        ...Object.keys(request).flatMap((key) => hostile.map((value) => ({ ...request, [key]: value }))),
      ];
      let refused = 0;
      for (const attempt of attempts) {
        const events = (await allEventsOf(world)).length;
        try {
          await call(attempt);
        } catch (error) {
          refused += 1;
          if (!isDormouseError(error)) throw error;
          expect(await allEventsOf(world)).toHaveLength(events);
        }
      }
      expect(refused).toBeGreaterThan(hostile.length / 2);
      expect(await world.dormouse.history.verify({ accountId })).toMatchObject({ ok: true });
    },
  );
});
