import { describe, expect, it } from 'vitest';
import { wrapStorage } from '../../src/testing/wrap-storage';
import { createPopulation, refusal } from './support';

const accountId = 'acme';

/** An engine with a listener, and a storage that stands for one in a transaction: what it writes is there at once. */
async function createHost() {
  const { dormouse, storage } = await createPopulation(['a', 'b']);
  const heard: string[] = [];
  dormouse.on('identity.updated', (event) => heard.push(event.data.identity.name ?? ''));
  const rename = (engine: typeof dormouse, name: string) =>
    engine.identities.update({ accountId, identities: [{ id: 'a', name }] });
  return { dormouse, heard, rename, within: () => dormouse.within(wrapStorage(storage)) };
}

describe('an engine in a transaction of the host', () => {
  it('E4 tells the listeners of the engine after the commit, in order, and once', async () => {
    const { dormouse, heard, rename, within } = await createHost();
    const one = within();
    await rename(one.dormouse, 'first');
    await rename(one.dormouse, 'second');
    await rename(dormouse, 'outside');
    expect(heard).toEqual(['outside']);
    one.committed();
    expect(heard).toEqual(['outside', 'first', 'second']);
    one.committed();
    one.rolledBack();
    expect(heard).toHaveLength(3);
  });

  it('E4 tells nobody of what was rolled back, not even of what ends later', async () => {
    const { heard, rename, within } = await createHost();
    const [undone, done] = [within(), within()];
    await rename(undone.dormouse, 'undone');
    undone.rolledBack();
    undone.committed();
    await rename(undone.dormouse, 'late, and undone');
    done.committed();
    await rename(done.dormouse, 'late');
    expect(heard).toEqual(['late']);
  });

  it('E4 shares listeners both ways, and holds back in a transaction inside another', async () => {
    const { dormouse, heard, rename, within } = await createHost();
    const outer = within();
    const names: string[] = [];
    outer.dormouse.once('identity.updated', (event) => names.push(event.type));
    const inner = outer.dormouse.within(wrapStorage((await createPopulation(['a'])).storage));
    await rename(inner.dormouse, 'inner');
    inner.committed();
    expect([heard, names]).toEqual([[], []]);
    outer.committed();
    expect([heard, names]).toEqual([['inner'], ['identity.updated']]);
    await rename(dormouse, 'later');
    expect([heard, names]).toEqual([['inner', 'later'], ['identity.updated']]);
  });

  it('refuses what is no storage', async () => {
    const { dormouse } = await createHost();
    for (const storage of [null, undefined, 'pool']) {
      const call = async () => dormouse.within(storage as never);
      expect(await refusal(call())).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });
});
