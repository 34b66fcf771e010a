import fs, { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { storageContract } from '@dormouse/core/testing';
import { memoryStorage } from '@dormouse/storage-memory';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openFileStorage } from '../src/file-storage';
import { createFiles, snapshot } from './support/files';
import { type Command, commands, createLife } from './support/life';

const files = createFiles();
afterAll(files.removeAll);

const command = (what: Command['what'], days = 0, id = 'a'): Command => ({ what, id, days, key: null });
const aLife = [
  command('activate'),
  command('register'),
  command('record', 1),
  command('sweep', 25),
  command('sweep', 11),
  command('control', 0, 'b'),
  command('consume'),
];

describe('the storage contract on a file', () => {
  for (const { law, name, run } of storageContract) it(`${law}: ${name}`, () => run(() => files.open()));
});

describe('a file that is opened again', () => {
  it('L14 at any point leaves the same answers and the same state as a storage in memory that was never closed', async () => {
    const everyPoint = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(commands, everyPoint, async (sequence, reopens) => {
        const path = files.newPath();
        let storage = await files.open(path);
        const memory = memoryStorage();
        const [onFile, inMemory] = [createLife(storage), createLife(memory)];
        for (const [index, each] of sequence.entries()) {
          expect(await onFile.do(each)).toEqual(await inMemory.do(each));
          if (reopens[index] === false) continue;
          await storage.close();
          storage = await files.open(path);
          onFile.goOnWith(storage);
        }
        expect(await snapshot(storage)).toEqual(await snapshot(memory));
        await storage.close();
      }),
      { numRuns: 60 },
    );
  });

  it('forgets a write that was torn, at whatever byte, and goes on', async () => {
    const path = files.newPath();
    let storage = await files.open(path);
    const life = createLife(storage);
    for (const each of aLife) await life.do(each);
    const before = await snapshot(storage);
    const whole = readFileSync(path).length;
    const remove = { put: [], remove: ['b'], events: [] };
    await storage.update('acme', ['b'], () => ({ commit: remove, answer: null }));
    const after = await snapshot(storage);
    await storage.close();
    const line = readFileSync(path).subarray(whole);
    expect(after).not.toEqual(before);
    for (let cut = 0; cut < line.length; cut++) {
      truncateSync(path, whole);
      appendFileSync(path, line.subarray(0, cut));
      storage = await files.open(path);
      expect(await snapshot(storage)).toEqual(before);
      await storage.update('acme', ['b'], () => ({ commit: remove, answer: null }));
      await storage.close();
    }
    storage = await files.open(path);
    expect(await snapshot(storage)).toEqual(after);
  });

  it('forgets a first line that was torn, and leaves a file of somebody else as it is', async () => {
    const path = files.newPath();
    await (await files.open(path)).close();
    const header = readFileSync(path);
    for (let cut = 0; cut < header.length; cut++) {
      writeFileSync(path, header.subarray(0, cut));
      await (await files.open(path)).close();
      expect(readFileSync(path)).toEqual(header);
    }
    const foreign = 'id,kind\nu-1,user';
    writeFileSync(path, foreign);
    await expect(openFileStorage(path)).rejects.toThrow('is no journal');
    expect(readFileSync(path, 'utf8')).toBe(foreign);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('forgets a last line that was refused when the process died, and opens no file with damage before its end', async () => {
    const path = files.newPath();
    const storage = await files.open(path);
    const life = createLife(storage);
    for (const each of aLife) await life.do(each);
    const before = await snapshot(storage);
    await storage.close();
    const whole = readFileSync(path);
    const lines = whole.toString().split('\n');
    // A commit a second time: its events do not follow any more, and it is refused.
    const refused = lines.find((line) => line.includes('identity.registered')) ?? '';
    writeFileSync(path, `${whole}${refused}\n`);
    const again = await files.open(path);
    expect(await snapshot(again)).toEqual(before);
    await again.close();
    expect(readFileSync(path)).toEqual(whole);
    const damaged = [
      `${whole}${refused}\n{}\n`,
      lines.toSpliced(2, 1).join('\n'),
      lines.toSpliced(2, 0, '{').join('\n'),
    ];
    for (const text of damaged) {
      writeFileSync(path, text);
      await expect(openFileStorage(path)).rejects.toThrow(/ is damaged at byte \d+$/);
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  });
});

describe('a disk that fails', () => {
  const { writeSync, ftruncateSync } = fs;
  afterEach(() => {
    Object.assign(fs, { writeSync, ftruncateSync });
    syncBuiltinESMExports();
  });
  /** From now on the disk takes so many bytes, and then is full. */
  const leave = (room: number): void => {
    let left = room;
    const writeSome = (file: number, bytes: Buffer, from: number): number => {
      const fits = Math.min(left, bytes.length - from);
      if (fits === 0) throw new Error('ENOSPC: no space left on device');
      left -= fits;
      return writeSync(file, bytes, from, fits);
    };
    Object.assign(fs, { writeSync: writeSome });
    syncBuiltinESMExports();
  };

  it('changes nothing by a write that it did not take, and is written to again when it has room', async () => {
    const path = files.newPath();
    const storage = await files.open(path);
    const life = createLife(storage);
    for (const each of aLife.slice(0, 4)) await life.do(each);
    const [state, bytes] = [await snapshot(storage), readFileSync(path)];
    for (const what of ['activate', 'record', 'sweep', 'control', 'remove', 'consume', 'offboard'] as const) {
      const each = command(what, what === 'sweep' ? 11 : 0, 'c');
      leave(17);
      expect([what, await life.do(each)]).toEqual([what, expect.stringContaining('ENOSPC')]);
      expect(await snapshot(storage)).toEqual(state);
      expect(readFileSync(path)).toEqual(bytes);
    }
    leave(Number.POSITIVE_INFINITY);
    await life.do(command('control', 0, 'c'));
    const after = await snapshot(storage);
    expect(after).not.toEqual(state);
    await storage.close();
    expect(await snapshot(await files.open(path))).toEqual(after);
  });

  it('takes nothing more when it cannot even be cut, until it is opened again', async () => {
    const path = files.newPath();
    const storage = await files.open(path);
    const life = createLife(storage);
    for (const each of aLife) await life.do(each);
    const state = await snapshot(storage);
    leave(17);
    const refuse = (): never => {
      throw new Error('EIO: i/o error');
    };
    Object.assign(fs, { ftruncateSync: refuse });
    syncBuiltinESMExports();
    expect(await life.do(command('control', 0, 'c'))).toContain('ENOSPC');
    leave(Number.POSITIVE_INFINITY);
    expect(await life.do(command('control', 0, 'c'))).toContain('is torn: open it again');
    expect(await snapshot(storage)).toEqual(state);
    await storage.close();
    Object.assign(fs, { ftruncateSync });
    syncBuiltinESMExports();
    expect(await snapshot(await files.open(path))).toEqual(state);
  });
});

describe('the lock of a file', () => {
  it('lets nobody else open it until it is closed', async () => {
    const path = files.newPath();
    const storage = await files.open(path);
    await expect(openFileStorage(path)).rejects.toThrow(`open in process ${process.pid}`);
    writeFileSync(`${path}.lock`, `${process.ppid}`);
    await expect(openFileStorage(path)).rejects.toThrow(`open in process ${process.ppid}`);
    await storage.close();
    await storage.close();
    await expect(storage.removeAccount('acme', () => undefined)).rejects.toThrow('is closed');
    await (await files.open(path)).close();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('of a process that died is taken over, also when its id has come again', async () => {
    const path = files.newPath();
    const dead = 2 ** 22 + 1;
    for (const owner of [`${dead}`, `${process.pid}`, '']) {
      writeFileSync(`${path}.lock`, owner);
      const storage = await files.open(path);
      expect(readFileSync(`${path}.lock`, 'utf8')).toBe(`${process.pid}`);
      await storage.close();
    }
  });

  it('is taken over by one at a time', async () => {
    const path = files.newPath();
    writeFileSync(`${path}.lock.claim`, '');
    await expect(openFileStorage(path)).rejects.toThrow('EEXIST');
  });
});
