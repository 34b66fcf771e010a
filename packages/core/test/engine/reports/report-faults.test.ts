import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../../storage-memory/src/index';
import { createDormouse } from '../../../src/engine/create-dormouse';
import type { Storage } from '../../../src/storage/storage';
import { flaky } from '../../../src/testing/flaky';
import { wrapStorage } from '../../../src/testing/wrap-storage';
import { DAY, type World } from '../support';
import { collect, createCrowd, rowsOf } from './support';

const acme = { accountId: 'acme' };
const question = { ...acme, inactiveFor: 'P30D' };

/** Another process on the same storage. */
function sibling({ clock }: World, storage: Storage, name: string): World {
  let next = 0;
  const dormouse = createDormouse({ storage, clock: clock.read, newId: () => `${name}-${++next}` });
  return { dormouse, storage, clock };
}

describe('a report and what goes wrong', () => {
  it('V2/S3: whichever write fails, before or after, another call ends it with every row once', async () => {
    const world = await createCrowd(2_500);
    for (const failing of ['failBefore', 'failAfter'] as const) {
      for (let nth = 1; nth <= 9; nth++) {
        const { id } = await world.dormouse.reports.create(question);
        const options = failing === 'failBefore' ? { failBefore: nth } : { failAfter: nth };
        const broken = sibling(world, flaky(world.storage, options), `${failing}-${nth}`);
        await broken.dormouse.reports.work();
        world.clock.now += DAY / 1000;
        await world.dormouse.reports.work();
        const ids = (await rowsOf(world, id)).map(({ identityId }) => identityId);
        expect(ids).toHaveLength(2_500);
        expect(new Set(ids).size).toBe(2_500);
      }
    }
  });

  it('V2: many processes work at once: the report is built once, and told once', async () => {
    const world = await createCrowd(3_500);
    const { id } = await world.dormouse.reports.create(question);
    const processes = ['a', 'b', 'c', 'd'].map((name) => sibling(world, world.storage, name));
    const answers = await Promise.all(processes.map(({ dormouse }) => dormouse.reports.work()));
    expect(answers.flatMap(({ ready }) => ready)).toEqual([id]);
    expect((await rowsOf(world, id)).length).toBe(3_500);
    const events = await world.dormouse.events.list({ ...acme, types: ['report.ready'] });
    expect(events.items).toHaveLength(1);
  });

  it('V2: a builder that slept longer than its lease adds nothing to what another one has built', async () => {
    const world = await createCrowd(3_500);
    const { id } = await world.dormouse.reports.create(question);
    const other = sibling(world, world.storage, 'other');
    let taken: readonly string[] = [];
    const sleepy = sibling(
      world,
      wrapStorage(world.storage, {
        writeReportPart: async (accountId, reportId, part) => {
          if (part.index === 1) {
            world.clock.now += 61_000;
            ({ ready: taken } = await other.dormouse.reports.work());
          }
          await world.storage.writeReportPart(accountId, reportId, part);
        },
      }),
      'sleepy',
    );
    expect(await sleepy.dormouse.reports.work()).toEqual({ ready: [], troubles: [], aborted: false });
    expect(taken).toEqual([id]);
    const ids = (await rowsOf(world, id)).map(({ identityId }) => identityId);
    expect([ids.length, new Set(ids).size]).toEqual([3_500, 3_500]);
  });

  it('S8: a signal stops it between two identities; it is not shown as complete, and goes on later', async () => {
    const world = await createCrowd(3_500);
    const { id } = await world.dormouse.reports.create(question);
    const signal = { aborted: false };
    const stop = (): void => {
      signal.aborted = true;
    };
    expect(await world.dormouse.reports.work({ signal, onProgress: stop })).toMatchObject({ ready: [], aborted: true });
    expect(await world.dormouse.reports.get('acme', id)).toMatchObject({ state: 'pending', lease: null });
    await expect(rowsOf(world, id)).rejects.toMatchObject({ code: 'REPORT_PENDING', data: { reference: id } });
    const text = collect(world.dormouse.reports.export({ ...acme, reference: id, format: 'json' }));
    await expect(text).rejects.toMatchObject({ code: 'REPORT_PENDING' });
    const begun = (await world.dormouse.reports.get('acme', id)).progress.parts;
    const scans: (string | null | undefined)[] = [];
    const other = sibling(
      world,
      wrapStorage(world.storage, {
        scan: (accountId, options) => {
          scans.push(options?.after);
          return world.storage.scan(accountId, options);
        },
      }),
      'other',
    );
    expect(await other.dormouse.reports.work()).toMatchObject({ ready: [id] });
    expect([begun, scans[0]]).toEqual([1, 'u-00999']);
  });

  it('S8: reading rows and streaming them end with ABORTED, never as if that were all', async () => {
    const world = await createCrowd(6_000);
    await world.dormouse.reports.create(question);
    await world.dormouse.reports.work();
    for (const read of ['rows', 'stream'] as const) {
      const signal = { aborted: false };
      const request = { ...question, reference: 'latest', signal };
      let seen = 0;
      const reading = (async () => {
        for await (const _ of world.dormouse.reports[read](request)) {
          seen += 1;
          signal.aborted = seen >= 10;
        }
      })();
      await expect(reading).rejects.toMatchObject({ code: 'ABORTED' });
      expect(seen).toBeLessThan(6_000);
    }
  });

  it('V2: a report that is replaced while it is read ends with an error, not early', async () => {
    const world = await createCrowd(6_000);
    const first = await world.dormouse.reports.create(question);
    await world.dormouse.reports.work();
    const reading = (async () => {
      let seen = 0;
      for await (const _ of world.dormouse.reports.rows({ ...acme, reference: first.id })) {
        seen += 1;
        if (seen !== 10) continue;
        await world.dormouse.reports.create(question);
        await world.dormouse.reports.work();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND', data: { reference: first.id } });
  });

  it('§13: an account that is removed meanwhile takes its report along, and does not come back', async () => {
    const world = await createCrowd(2_500);
    const { id } = await world.dormouse.reports.create(question);
    const remove = () => world.dormouse.accounts.remove({ ...acme, reason: 'offboarding' });
    const work = await world.dormouse.reports.work({ onProgress: remove });
    expect(work).toEqual({ ready: [], troubles: [], aborted: false });
    await expect(world.dormouse.reports.get('acme', id)).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND' });
    expect(await world.dormouse.reports.work()).toEqual({ ready: [], troubles: [], aborted: false });
    expect(await world.storage.reportBacklog({ after: null, limit: 10 })).toEqual({ items: [], more: false });
    expect((await world.dormouse.events.list(acme)).items).toEqual([]);
  });

  it('V2: a refusal of the storage that will not pass makes it failed, and says why', async () => {
    const world = await createCrowd(10);
    const { id } = await world.dormouse.reports.create(question);
    const refusing = wrapStorage(memoryStorage(), {
      ...world.storage,
      countChildren: async () => {
        const { DormouseError } = await import('../../../src/model/errors');
        throw new DormouseError('INVALID_ARGUMENT', 'too many ids');
      },
    });
    const work = await sibling(world, refusing, 'other').dormouse.reports.work();
    expect(work.troubles).toMatchObject([{ accountId: 'acme', reportId: id, error: { code: 'INVALID_ARGUMENT' } }]);
    const failed = await world.dormouse.reports.get('acme', 'latest');
    expect(failed).toMatchObject({ id, state: 'failed', error: 'INVALID_ARGUMENT: too many ids' });
    await expect(rowsOf(world)).rejects.toMatchObject({ code: 'REPORT_FAILED' });
    expect(await world.dormouse.reports.create(question)).toMatchObject({ state: 'pending' });
  });
});
