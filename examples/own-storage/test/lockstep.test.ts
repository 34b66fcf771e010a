import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from '@dormouse/core';
import { commandSequences } from '@dormouse/core/arbitraries';
import { lockstep } from '@dormouse/core/testing';
import { memoryStorage } from '@dormouse/storage-memory';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type FileStorage, openFileStorage } from '../src/file-storage';

const folder = mkdtempSync(join(tmpdir(), 'own-storage-lockstep-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

describe('a file in lockstep with memory', () => {
  it('L14 the same commands leave the same state, however often the file is opened again', {
    timeout: 300_000,
  }, async () => {
    let reopened = 0;
    await fc.assert(
      fc.asyncProperty(
        commandSequences({ maxLength: 200 }),
        fc.array(fc.nat(200), { maxLength: 5 }),
        async (sequence, reopenAt) => {
          const path = join(folder, `${++files}.jsonl`);
          let open = await openFileStorage(path);
          const reopen = async (storage: Storage): Promise<FileStorage> => {
            await (storage as FileStorage).close();
            reopened += 1;
            open = await openFileStorage(path);
            return open;
          };
          const lanes = [
            { name: 'memory', storage: memoryStorage() },
            { name: 'file', storage: open, reopen },
          ];
          try {
            const state = await lockstep(lanes, sequence, { reopenAt });
            expect(state['audit']).toMatchObject({ ok: true });
          } finally {
            await open.close();
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(reopened).toBeGreaterThan(10);
  });
});
