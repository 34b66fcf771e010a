import { memoryStorage } from '../../../storage-memory/src/index';
import { createDormouse, type DormouseOptions } from '../../src/engine/create-dormouse';
import type { Dormouse } from '../../src/engine/dormouse';
import type { DormouseEvent } from '../../src/model/event';
import type { StoredSubject } from '../../src/model/stored-subject';
import type { Subject } from '../../src/model/subject';
import type { Storage } from '../../src/storage/storage';
import { parseInstant } from '../../src/time/instant';

export const DAY = 86_400_000;
export const START: number = parseInstant('2026-01-01T00:00:00Z') ?? 0;

/** A clock that stands still until it is set. */
export class ManualClock {
  now: number = START;
  readonly read = (): Date => new Date(this.now);
  /** The instant so many days after the start. */
  toDay(day: number): void {
    this.now = START + day * DAY;
  }
}

export interface World {
  readonly dormouse: Dormouse;
  readonly storage: Storage;
  readonly clock: ManualClock;
}

/** An engine over memory, with ids that count. */
export function createWorld(options: Partial<DormouseOptions> = {}): World {
  const clock = new ManualClock();
  const storage = options.storage ?? memoryStorage();
  let next = 0;
  const newId = (): string => `id-${++next}`;
  return { dormouse: createDormouse({ clock: clock.read, newId, ...options, storage }), storage, clock };
}

/** Warns after 30 days, sets DORMANT after 45, CLOSED after 365. */
export const ladder = {
  id: 'workforce',
  inactivity: [
    {
      id: 'everyone',
      stages: [
        { id: 'warn', after: 'P30D', notify: 'mail' },
        { id: 'dormant', after: 'P45D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
        { id: 'close', after: 'P365D', control: { type: 'CLOSED', reasonCode: 'INACTIVITY' } },
      ],
    },
  ],
};

/** A world with the ladder in force and some users. */
export async function createPopulation(ids: readonly string[], options: Partial<DormouseOptions> = {}): Promise<World> {
  const world = createWorld(options);
  await world.dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'test' });
  await world.dormouse.identities.register({
    accountId: 'acme',
    identities: ids.map((id) => ({ id, kind: 'user' })),
    atomic: true,
  });
  return world;
}

/** Every event of an account in order, but those that tell of runs: most scenarios are not about them. */
export async function eventsOf(world: Pick<World, 'dormouse'>, accountId = 'acme'): Promise<DormouseEvent[]> {
  return (await allEventsOf(world, accountId)).filter(({ type }) => !type.startsWith('sweep.'));
}

/** Every event of an account, in order. */
export async function allEventsOf({ dormouse }: Pick<World, 'dormouse'>, accountId = 'acme'): Promise<DormouseEvent[]> {
  const events: DormouseEvent[] = [];
  let cursor: string | null = null;
  do {
    const page = await dormouse.events.list({ accountId, limit: 1000, cursor });
    events.push(...page.items.map(({ event }) => event));
    cursor = page.cursor;
  } while (cursor !== null);
  return events;
}

/** Events without what the scenario does not care for. */
export async function typesOf(world: Pick<World, 'dormouse'>, accountId = 'acme'): Promise<string[]> {
  return (await eventsOf(world, accountId)).map(({ type }) => type);
}

/** Changes a stored subject without a command, for what has no command yet. */
export async function patchSubject(
  { storage }: Pick<World, 'storage'>,
  id: string,
  patch: Partial<Subject>,
  record: Partial<StoredSubject> = {},
): Promise<void> {
  await storage.update('acme', [id], ([slot], judgedUnder) => {
    const stored = slot?.stored;
    if (stored === null || stored === undefined) throw new Error('no such identity');
    const changed = { ...stored, judgedUnder, ...record, subject: { ...stored.subject, ...patch } };
    return { commit: { put: [changed], remove: [], events: [] }, answer: null };
  });
}

/** What a promise rejects with. */
export async function refusal(promise: Promise<unknown>): Promise<{ code: string; data: Record<string, unknown> }> {
  try {
    await promise;
  } catch (error) {
    return error as { code: string; data: Record<string, unknown> };
  }
  throw new Error('it was not refused');
}

/** The types of the events of one identity, in order: without those of the account, such as sweeps. */
export async function typesOfIdentity(world: Pick<World, 'dormouse'>, identityId = 'u-1'): Promise<string[]> {
  return (await eventsOf(world)).flatMap((event) => (event.identityId === identityId ? [event.type] : []));
}
