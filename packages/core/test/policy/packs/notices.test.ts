import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packs } from '../../../src/policy/pack/all-packs';
import type { Pack, PackStage } from '../../../src/policy/pack/pack';
import { parseDuration } from '../../../src/time/duration';
import { addDuration, utc } from '../../../src/time/zone';
import { createWorld, DAY, eventsOf } from '../../engine/support';
import { buildLeast } from './support';

const START = Date.UTC(2024, 1, 29, 9);
const after = (from: number, text: string): number => addDuration(from, parseDuration(text)!, utc);

interface Happened {
  readonly stageId: string;
  readonly at: number;
}

/** Sweeps at some days, and tells when each stage acted. */
async function live(pack: Pack, sweeps: readonly number[], stages: Record<string, string>): Promise<Happened[]> {
  const { policy, controlTypes } = buildLeast(pack, { stages });
  const world = createWorld({ settings: { controlTypes, guard: false } });
  const { dormouse, clock } = world;
  clock.now = START;
  await dormouse.policies.activate({ accountId: 'acme', document: policy, reason: 'test' });
  await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
  const activities = [{ identityId: 'u-1', type: 'login', at: new Date(START).toISOString() }];
  await dormouse.activity.record({ accountId: 'acme', activities });
  for (const day of sweeps) {
    clock.now = START + day * DAY;
    await dormouse.sweep();
  }
  return (await eventsOf(world)).flatMap((event): Happened[] => {
    if (event.type === 'identity.notice_served') return [{ stageId: event.data.progress.stageId, at: event.at }];
    if (event.type !== 'control.created') return [];
    return [{ stageId: event.data.control.cause?.stageId ?? '', at: event.at }];
  });
}

const stagesOf = ({ demand }: Pack): readonly PackStage[] => (demand.kind === 'cycle' ? [] : demand.stages);
const days = (most: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: most }), { minLength: 1, maxLength: 8 })
    .map((list) => list.sort((a, b) => a - b));

describe('notices of the packs', () => {
  const asked = packs.filter((pack) => stagesOf(pack).some(({ lead }) => lead !== null));
  const dated = packs.filter((pack) => stagesOf(pack).some((stage) => stage.dated));

  it('P4 however late the sweeps are, a notice keeps the distance that its source asks for', async () => {
    expect(asked.map(({ id }) => id)).toEqual([
      'google-account-inactive',
      'in-rbi-inoperative',
      'us-ny-abp-300',
      'us-ruupa-vt-deposit',
    ]);
    let acted = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...asked), days(2500), async (pack, sweeps) => {
        const happened = await live(pack, sweeps, {});
        for (const { id, lead, atLeast, over } of stagesOf(pack)) {
          const at = happened.find(({ stageId }) => stageId === id)?.at;
          if (at === undefined) continue;
          for (const text of [atLeast, over]) if (text !== null) expect(at).toBeGreaterThanOrEqual(after(START, text));
          const later = happened.find(({ stageId }) => stageId === lead?.before)?.at;
          if (later === undefined || lead?.atLeast == null) continue;
          acted++;
          expect(later).toBeGreaterThanOrEqual(after(at, lead.atLeast));
        }
      }),
      { numRuns: 60 },
    );
    expect(acted).toBeGreaterThan(5);
  });

  it('P4 where the law dates the control, the first sweep after its date acts, whatever warning was late', async () => {
    expect(dated.length).toBeGreaterThan(20);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...dated), days(600), async (pack, sweeps) => {
        const stage = stagesOf(pack).find(({ id }) => id === 'disable')!;
        const date = after(START, stage.after ?? 'P60D');
        const happened = await live(pack, sweeps, { warn: 'PT12H' });
        const expected = sweeps.map((day) => START + day * DAY).find((at) => at >= date);
        expect(happened.find(({ stageId }) => stageId === 'disable')?.at).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });
});
