import { describe, expect, it } from 'vitest';
import type { DormouseEvent } from '../../../src/model/event';
import { packs } from '../../../src/policy/pack/all-packs';
import type { BuiltPack } from '../../../src/policy/pack/build-pack';
import { createWorld, eventsOf, type World } from '../../engine/support';
import { buildLeast } from './support';
import { neverUsed, timelines } from './timelines';

const START = Date.parse('2024-02-29T09:00Z');
const about = { accountId: 'acme', identityId: 'u-1' } as const;

async function begin({ policy, controlTypes }: BuiltPack): Promise<World> {
  const world = createWorld({ settings: { controlTypes, guard: false } });
  const { dormouse, clock } = world;
  clock.now = START;
  await dormouse.policies.activate({ accountId: 'acme', document: policy, reason: 'test' });
  await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
  return world;
}

/** One event as the timelines say it; null for those that only follow from others. */
function say(event: DormouseEvent): string | null {
  switch (event.type) {
    case 'identity.notice_served':
      return `notice ${event.data.progress.stageId}`;
    case 'control.created': {
      const { type, cause } = event.data.control;
      return cause?.stageId == null ? `sets ${type}` : `sets ${type} (${cause.stageId})`;
    }
    case 'requirement.renewal_due':
      return `${asked(event.data.requirementType)} is due for renewal`;
    case 'requirement.overdue':
      return `${asked(event.data.requirementType)} is overdue`;
    default:
      return null;
  }
}

/** `ACCESS_REVIEW:nydfs-500.7`: what is asked for, and by which pack. */
function asked(type: string): string {
  return type.slice(0, type.indexOf(':'));
}

/** Sweeps a millisecond before each date, and on it; tells what happened when. */
async function live(world: World, expected: readonly string[]): Promise<readonly string[]> {
  const { dormouse, clock } = world;
  const told: string[] = [];
  let seen = (await eventsOf(world)).length;
  for (const date of expected.map((line) => Date.parse(line.slice(0, 17)))) {
    for (const at of [date - 1, date]) {
      clock.now = at;
      await dormouse.sweep();
      const events = await eventsOf(world);
      const said = events
        .slice(seen)
        .map(say)
        .filter((text) => text !== null);
      if (said.length > 0) told.push(`${new Date(at).toISOString().replace(/:00\.000Z$/, 'Z')} ${said.join(', ')}`);
      seen = events.length;
    }
  }
  return told;
}

describe('timelines of the packs', () => {
  it('every pack has one', () => {
    expect(Object.keys(timelines)).toEqual(packs.map(({ id }) => id));
  });

  it.each(packs.map((pack) => [pack.id, pack] as const))('%s acts on these days, and not before', async (id, pack) => {
    const world = await begin(buildLeast(pack));
    const { dormouse } = world;
    if (pack.demand.kind === 'cycle') {
      await dormouse.sweep();
      await dormouse.requirements.meet({ ...about, requirementId: `${id}/cycle/${pack.demand.requirement}:${id}` });
    } else {
      const activities = [{ identityId: 'u-1', type: 'login', at: new Date(START).toISOString() }];
      await dormouse.activity.record({ accountId: 'acme', activities });
    }
    expect(await live(world, timelines[id] ?? [])).toEqual(timelines[id]);
  });

  it.each(Object.entries(neverUsed))(
    '%s has days of its own for identities that were never active',
    async (id, days) => {
      const pack = packs.find((candidate) => candidate.id === id);
      expect(pack).toBeDefined();
      if (pack !== undefined) expect(await live(await begin(buildLeast(pack)), days)).toEqual(days);
    },
  );

  it('a return lifts the mark of unclaimed property, and a person lifts DORMANT', async () => {
    const back = async (id: string): Promise<readonly string[]> => {
      const pack = packs.find((candidate) => candidate.id === id) ?? packs[0]!;
      const world = await begin(buildLeast(pack));
      await live(world, timelines[id] ?? []);
      const at = new Date(world.clock.now).toISOString();
      await world.dormouse.activity.record({
        accountId: 'acme',
        activities: [{ identityId: 'u-1', type: 'login', at }],
      });
      await world.dormouse.sweep();
      return (await eventsOf(world)).map(({ type }) => type).slice(-2);
    };
    expect(await back('us-de-1133')).toContain('control.deleted');
    expect(await back('pci-dss-4.0.1-8.2.6')).toEqual(['identity.status_changed', 'identity.activity_refused']);
  });
});
