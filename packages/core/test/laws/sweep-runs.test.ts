import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import type { Run } from '../../src/model/run';
import type { Storage } from '../../src/storage/storage';
import { allEventsOf, refusal, type World } from '../engine/support';
import { createCrowd, sleepers, statusCounts, turn } from './support/crowd';

const settings = { guard: false } as const;

/** Fails at the nth batch, before anything of it is written, or right after. */
function failingAt(n: number, when: 'before' | 'after'): Storage {
  const storage = memoryStorage();
  let batches = 0;
  return {
    ...storage,
    updateDue: async (request, decide) => {
      batches += 1;
      if (batches === n && when === 'before') throw new Error('connection lost');
      const answer = await storage.updateDue(request, decide);
      if (batches === n) throw new Error('connection lost');
      return answer;
    },
  };
}

async function allRuns({ dormouse }: World, limit: number): Promise<Run[]> {
  const runs: Run[] = [];
  let cursor: string | null = null;
  do {
    const page = await dormouse.runs.list({ accountId: 'acme', limit, cursor });
    runs.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  return runs;
}

describe('runs', () => {
  it('S3 a sweep that breaks off loses nothing and repeats nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.constantFrom('before', 'after'), async (n, when) => {
        const world = await createCrowd(2_500, { settings, storage: failingAt(n, when) });
        world.clock.toDay(45);
        await expect(world.dormouse.sweep()).rejects.toThrow('connection lost');
        const committed = Math.min(2_500, (when === 'before' ? n - 1 : n) * 1_000);
        const counted = (await world.dormouse.controls.list({ accountId: 'acme', limit: 1_000 })).items;
        expect(counted).toHaveLength(Math.min(1_000, committed));
        expect(await allRuns(world, 10)).toMatchObject([{ state: 'aborted' }]);
        expect(await world.dormouse.sweep()).toMatchObject({ evaluated: 2_500 - committed });
        const created = (await allEventsOf(world)).filter(({ type }) => type === 'control.created');
        expect(new Set(created.map(({ identityId }) => identityId)).size).toBe(2_500);
        expect(created).toHaveLength(2_500);
      }),
      { numRuns: 4 },
    );
  });

  it('every sweep that finds something is on record with its counts, and told of', async () => {
    const world = await createCrowd(3);
    const { dormouse, clock } = world;
    expect((await dormouse.sweep()).runs).toEqual([]);
    clock.toDay(45);
    const { runId, runs } = await dormouse.sweep();
    const acted = [
      { action: 'control', policyId: 'sleepers', ruleId: 'all', stageId: 'dormant', setId: null, count: 3 },
    ];
    expect(runs).toMatchObject([
      {
        id: runId,
        accountId: 'acme',
        kind: 'sweep',
        state: 'completed',
        startedAt: clock.now,
        endedAt: clock.now,
        evaluated: 3,
        restricted: 3,
        lifted: 0,
        errors: 0,
        acted,
        guard: { outcome: 'within', limit: 20, restrictedBefore: 0, wouldRestrict: null },
      },
    ]);
    expect(await dormouse.runs.get('acme', runId)).toEqual(runs[0]);
    const told = (await allEventsOf(world)).filter(({ type }) => type === 'sweep.completed');
    expect(told).toMatchObject([{ identityId: null, data: { run: runs[0] } }]);
    expect((await dormouse.sweep()).runs).toEqual([]);
  });

  it('a sweep of several accounts gives each a run of its own, and halts only those that must be', async () => {
    const world = await createCrowd(25);
    const { dormouse, clock } = world;
    await dormouse.policies.activate({ accountId: 'other', document: sleepers, reason: 'test' });
    await dormouse.identities.register({ accountId: 'other', identities: [{ id: 'u', kind: 'user' }] });
    clock.toDay(45);
    const { runs, runId } = await dormouse.sweep();
    expect(runs.map(({ accountId, id, state }) => [accountId, id, state])).toEqual([
      ['acme', runId, 'halted'],
      ['other', runId, 'completed'],
    ]);
  });

  it('are listed page by page, the latest first, each once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 4 }), async (days, limit) => {
        const world = await createCrowd(0);
        const ids: string[] = [];
        for (let day = 0; day < days; day++) {
          // Two of the same instant, so that the ids decide.
          for (const which of ['a', 'b']) {
            const identities = [{ id: `${which}-${day}`, kind: 'user', createdAt: '2025-01-01T00:00:00Z' }];
            await world.dormouse.identities.register({ accountId: 'acme', identities });
            ids.push((await world.dormouse.sweep()).runId);
          }
          world.clock.toDay(day + 1);
        }
        const listed = await allRuns(world, limit);
        expect(listed.map(({ id }) => id).sort()).toEqual([...ids].sort());
        const starts = listed.map(({ startedAt }) => startedAt);
        expect(starts).toEqual([...starts].sort((left, right) => right - left));
      }),
      { numRuns: 25 },
    );
    const { dormouse } = await createCrowd(0);
    expect(await refusal(dormouse.runs.list({ accountId: 'acme', cursor: 'x' }))).toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });

  it('S8 a pause lets a signal come in between, even over memory', async () => {
    const world = await createCrowd(3_500, { settings });
    world.clock.toDay(45);
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const report = await world.dormouse.sweep({ signal: controller.signal, pause: turn });
    expect(report.aborted).toBe(true);
    expect(report.evaluated).toBeLessThan(3_500);
    expect(report.runs).toMatchObject([{ state: 'aborted', evaluated: report.evaluated }]);
    await world.dormouse.sweep();
    expect((await allEventsOf(world)).filter(({ type }) => type === 'control.created')).toHaveLength(3_500);
  });

  it('S7 trouble is counted in the run, and a pause that fails stops nothing', async () => {
    const errors: unknown[] = [];
    const world = await createCrowd(2, { onListenerError: (error) => errors.push(error) });
    world.clock.toDay(45);
    const pause = () => {
      throw new Error('pause');
    };
    expect(await world.dormouse.sweep({ pause })).toMatchObject({ evaluated: 2 });
    expect(errors).toEqual([new Error('pause')]);
    expect(await statusCounts(world)).toEqual({ DISABLED: 2 });
  });
});
