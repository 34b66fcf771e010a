import { createDormouse, type Dormouse, type Storage } from '@dormouse/core';
import { manualClock } from '@dormouse/core/testing';
import fc from 'fast-check';

export const START = '2026-01-01T00:00:00Z';
const DAY = 86_400_000;
const ids = ['a', 'b', 'c', 'd'];

const stage = { id: 'sleep', after: 'P30D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } };
const stages = [{ id: 'warn', after: 'P20D', notify: 'soon' }, stage];
const accountId = 'acme';

/** An engine on a storage, whose time and ids are the same at each call. */
export function createLife(storage: Storage) {
  const clock = manualClock(START);
  let made = 0;
  const withStorage = (next: Storage): Dormouse =>
    createDormouse({ storage: next, clock: clock.read, newId: () => `id-${++made}` });
  let dormouse = withStorage(storage);
  return {
    clock,
    do: async (command: Command): Promise<unknown> => {
      clock.advance(command.days * DAY);
      // A refusal is as good as any answer, if it is the same everywhere.
      return perform(dormouse, command, clock.read()).catch((error: unknown) => `${error}`);
    },
    goOnWith: (next: Storage): void => {
      dormouse = withStorage(next);
    },
  };
}

export interface Command {
  readonly what: 'activate' | 'register' | 'record' | 'sweep' | 'control' | 'lift' | 'remove' | 'consume' | 'offboard';
  readonly id: string;
  readonly days: number;
  readonly key: string | null;
}

export const commands: fc.Arbitrary<readonly Command[]> = fc.array(
  fc.record({
    what: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('activate', 'register', 'record', 'sweep', 'control', 'lift') },
      { weight: 2, arbitrary: fc.constantFrom('remove', 'consume') },
      { weight: 1, arbitrary: fc.constant('offboard') },
    ) as fc.Arbitrary<Command['what']>,
    id: fc.constantFrom(...ids),
    days: fc.constantFrom(0, 0, 1, 11, 25),
    key: fc.constantFrom(null, null, 'k1', 'k2', 'k3'),
  }),
  { minLength: 1, maxLength: 40 },
);

function perform(dormouse: Dormouse, { what, id, days, key }: Command, at: Date): Promise<unknown> {
  const once = { accountId, idempotencyKey: key };
  const reason = `${what} “${id}” \u{1F42D}`;
  switch (what) {
    case 'activate': {
      const document = { id: 'quiet', title: `after ${days}`, inactivity: [{ id: 'all', stages }] };
      return dormouse.policies.activate({ ...once, document, reason });
    }
    case 'register':
      return dormouse.identities.register({ ...once, identities: ids.map((each) => ({ id: each, kind: 'user' })) });
    case 'record':
      return dormouse.activity.record({
        ...once,
        activities: [id, 'nobody'].map((identityId) => ({ identityId, type: 'login', at })),
      });
    case 'sweep':
      return dormouse.sweep({ accountId });
    case 'control':
      return dormouse.controls.create({
        ...once,
        identityId: id,
        type: 'CLOSED',
        reasonCode: 'OTHER',
        reason,
        setBy: 'OPERATOR',
      });
    case 'lift':
      return dormouse.controls.list({ accountId, identityId: id }).then(({ items: [control] }) =>
        dormouse.controls.delete({
          accountId,
          controlId: control?.id ?? 'none',
          reason,
          authority: 'OPERATOR',
          reopen: true,
        }),
      );
    case 'remove':
      return dormouse.identities.remove({ ...once, ids: [id], reason });
    case 'consume':
      return dormouse.consumers.run({ accountId, name: 'mail', limit: 3, handle: async () => undefined });
    case 'offboard':
      return dormouse.accounts.remove({ accountId, reason });
  }
}
