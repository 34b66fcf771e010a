import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDormouse } from '@dormouse/core';
import { manualClock, storageContract } from '@dormouse/core/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { type FileStorage, fileStorage } from '../src/file-storage';

const folder = mkdtempSync(join(tmpdir(), 'own-storage-'));
const open: FileStorage[] = [];
let files = 0;
const newPath = (): string => join(folder, `${++files}.jsonl`);

function openFile(path: string = newPath()): FileStorage {
  const storage = fileStorage(path);
  open.push(storage);
  return storage;
}

afterAll(() => {
  for (const storage of open) storage.close();
  rmSync(folder, { recursive: true });
});

const START = '2026-01-01T00:00:00Z';
const page = { after: null, limit: 1_000 };

/** Everything of an account that can be read. */
async function snapshot(storage: FileStorage): Promise<unknown> {
  return [
    await storage.list('acme', {}, Date.parse(START), page),
    await storage.events('acme', {}, page),
    await storage.policies('acme'),
    await storage.runs('acme', page),
    await storage.dueSummary(Date.parse('2030-01-01T00:00:00Z')),
    await storage.guardState('acme', 0),
  ];
}

/** An engine that has sent two identities to sleep. */
async function live(storage: FileStorage): Promise<void> {
  const clock = manualClock(START);
  const dormouse = createDormouse({ storage, clock: clock.read });
  const stages = [{ id: 'sleep', after: 'P30D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }];
  const document = { id: 'p', inactivity: [{ id: 'r', stages }] };
  await dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
  const identities = ['a', 'b', 'c'].map((id) => ({ id, kind: 'user' }));
  await dormouse.identities.register({ accountId: 'acme', identities, atomic: true });
  clock.set('2026-02-15T00:00:00Z');
  await dormouse.activity.record({
    accountId: 'acme',
    activities: [{ identityId: 'c', type: 'login', at: clock.read() }],
  });
  await dormouse.sweep({ accountId: 'acme' });
}

describe('the storage contract on a file', () => {
  for (const { law, name, run } of storageContract) it(`${law}: ${name}`, () => run(async () => openFile()));
});

describe('a file', () => {
  it('is the same after it is opened again', async () => {
    const path = newPath();
    const storage = openFile(path);
    await live(storage);
    const before = await snapshot(storage);
    expect(await snapshot(openFile(path))).toEqual(before);
  });

  it('forgets a write that was torn, at whatever byte, and goes on', async () => {
    const path = newPath();
    const storage = openFile(path);
    await live(storage);
    const before = await snapshot(storage);
    const whole = readFileSync(path).length;
    const put = { put: [], remove: ['b'], events: [] };
    await storage.update('acme', ['b'], () => ({ commit: put, answer: null }));
    const after = await snapshot(storage);
    const line = readFileSync(path).subarray(whole);
    expect(after).not.toEqual(before);
    for (let cut = 0; cut < line.length; cut++) {
      truncateSync(path, whole);
      appendFileSync(path, line.subarray(0, cut));
      const reopened = fileStorage(path);
      expect(await snapshot(reopened)).toEqual(before);
      await reopened.update('acme', ['b'], () => ({ commit: put, answer: null }));
      reopened.close();
    }
    expect(await snapshot(openFile(path))).toEqual(after);
  });
});
