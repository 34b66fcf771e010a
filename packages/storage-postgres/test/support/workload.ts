import type { Dormouse } from '@dormouse/core';
import type { ManualClock } from '@dormouse/core/testing';

/** A day in the life of an account, in steps. Each may be done again when nobody knows whether it was done. */
export interface Step {
  readonly name: string;
  /** What the clock shows meanwhile. */
  readonly at: string;
  readonly run: (dormouse: Dormouse, accountId: string) => Promise<unknown>;
}

const DAY_0 = '2026-01-01T00:00:00Z';
const DAY_61 = '2026-03-03T00:00:00Z';
const DAY_120 = '2026-05-01T00:00:00Z';

const policy = {
  id: 'quiet',
  inactivity: [
    {
      id: 'everyone',
      stages: [
        { id: 'warn', after: 'P60D', notify: 'warning' },
        { id: 'dormant', after: 'P90D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
      ],
      onReturn: 'lift',
    },
  ],
} as const;

const ids = ['u-0', 'u-1', 'u-2', 'u-3', 'u-4', 'u-5'];

async function activate(dormouse: Dormouse, accountId: string): Promise<void> {
  if ((await dormouse.policies.list(accountId)).length > 0) return;
  await dormouse.policies.activate({ accountId, document: policy, reason: 'the first' });
}

/** `letters` gets what the consumer heard; it may hear the last ones again after a crash. */
export function workload(letters: Map<number, string>): readonly Step[] {
  const consume = (dormouse: Dormouse, accountId: string): Promise<unknown> =>
    dormouse.consumers.run({
      name: 'letters',
      accountId,
      leaseFor: 1_000,
      handle: (event, { position }) => letters.set(position, event.type),
    });
  return [
    { name: 'activate', at: DAY_0, run: activate },
    {
      name: 'import',
      at: DAY_0,
      run: (dormouse, accountId) =>
        dormouse.identities.import({
          accountId,
          source: 'elsewhere',
          idempotencyKey: 'import',
          identities: ids.map((id) => ({
            identity: { id, kind: 'user', createdAt: DAY_0 },
            activity: { login: { success: { lastAt: DAY_0, count: 1 } } },
          })),
        }),
    },
    { name: 'sweep: notices', at: DAY_61, run: (dormouse, accountId) => dormouse.sweep({ accountId }) },
    { name: 'consume', at: DAY_61, run: consume },
    { name: 'sweep: controls', at: DAY_120, run: (dormouse, accountId) => dormouse.sweep({ accountId }) },
    {
      name: 'activity of a dormant identity',
      at: DAY_120,
      run: (dormouse, accountId) =>
        dormouse.activity.record({
          accountId,
          idempotencyKey: 'return',
          activities: [{ identityId: 'u-0', type: 'login', at: DAY_120 }],
        }),
    },
    {
      name: 'a control of the host',
      at: DAY_120,
      run: (dormouse, accountId) =>
        dormouse.controls.create({
          accountId,
          identityId: 'u-1',
          type: 'CLOSED',
          reasonCode: 'RISK',
          reason: 'a case was opened',
          idempotencyKey: 'close',
        }),
    },
    {
      name: 'a removal',
      at: DAY_120,
      run: (dormouse, accountId) =>
        dormouse.identities.remove({ accountId, ids: ['u-5'], reason: 'left', idempotencyKey: 'remove' }),
    },
    // Makes good what a process that died has recorded and not reviewed (A7).
    { name: 'sweep: what is left', at: DAY_120, run: (dormouse, accountId) => dormouse.sweep({ accountId }) },
    { name: 'consume the rest', at: DAY_120, run: consume },
  ];
}

/** Does the steps from one on, each at its time; `before` is told which one comes. */
export async function doSteps(
  steps: readonly Step[],
  dormouse: Dormouse,
  clock: ManualClock,
  accountId: string,
  from = 0,
  before: (index: number) => void = () => {},
): Promise<void> {
  for (const [index, { at, run }] of steps.entries()) {
    if (index < from) continue;
    before(index);
    clock.set(at);
    await run(dormouse, accountId);
  }
}

/** Everything that can be told of an account without its ids: two that went the same way are the same. */
export async function stateOf(dormouse: Dormouse, accountId: string): Promise<unknown> {
  const { items: identities } = await dormouse.identities.list({ accountId, limit: 100 });
  const { items: events } = await dormouse.events.list({ accountId, limit: 1_000 });
  const { ok } = await dormouse.history.verify({ accountId, records: true });
  const histories: Record<string, string[]> = {};
  for (const { event } of events) {
    // A sweep that died leaves the record of its run behind, and another run does the rest.
    if (event.type.startsWith('sweep.')) continue;
    const key = event.identityId ?? 'account';
    histories[key] = [...(histories[key] ?? []), event.type];
  }
  return {
    ok,
    histories,
    identities: identities.map(({ identity, status, activeControls, subject }) => ({
      id: identity.id,
      status,
      active: activeControls.map(({ type }) => type).sort(),
      controls: subject.controls.map(({ type, deletedAt }) => [type, deletedAt !== null]),
      activity: subject.activity,
    })),
  };
}
