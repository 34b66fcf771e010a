import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock } from '../lock.mjs';

let base: string;
let lock: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'dormouse-lock-'));
  lock = join(base, 'lock');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function leaveLock(owner: string, ageMs: number): void {
  mkdirSync(lock);
  writeFileSync(join(lock, 'owner.json'), owner);
  const then = new Date(Date.now() - ageMs);
  utimesSync(lock, then, then);
}

/** Five tasks that all want the lock; the greatest number that ever held it at once. */
async function mostAtOnce(): Promise<number> {
  let inside = 0;
  let most = 0;
  const task = async (): Promise<void> => {
    const release = await acquireLock(lock, () => {});
    inside += 1;
    most = Math.max(most, inside);
    await sleep(2);
    inside -= 1;
    release();
  };
  await Promise.all(Array.from({ length: 5 }, task));
  return most;
}

describe('the lock of the setup step', () => {
  it('lets one in at a time, and leaves nothing behind', async () => {
    expect(await mostAtOnce()).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  it('takes over the lock of a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    leaveLock(JSON.stringify({ pid, host: hostname(), at: 0 }), 0);
    expect(await mostAtOnce()).toBe(1);
  });

  it('takes over a lock of another host only when its heartbeat has stopped', async () => {
    leaveLock(JSON.stringify({ pid: process.pid, host: 'elsewhere', at: 0 }), 60_000);
    expect(await mostAtOnce()).toBe(1);
    leaveLock(JSON.stringify({ pid: process.pid, host: 'elsewhere', at: 0 }), 0);
    const waiting = acquireLock(lock, () => {});
    expect(await Promise.race([waiting.then(() => 'entered'), sleep(200, 'waits')])).toBe('waits');
    rmSync(lock, { recursive: true });
    (await waiting)();
  });

  it('takes over a lock that was left without an owner', async () => {
    leaveLock('', 10_000);
    expect(await mostAtOnce()).toBe(1);
  });
});
