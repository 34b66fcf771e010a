/** A lock folder between processes. It outlives a crash only for a moment: a lock without a heartbeat is taken over. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BEAT_MS = 1_000;
const WAIT_MS = 50;
const DEAD_AFTER_MS = 30_000;

/** Waits until the lock is ours, and returns the function that gives it back. `onWait` is called once, before waiting. */
export async function acquireLock(folder, onWait) {
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), at: Date.now() });
  for (let attempt = 0; !take(folder, owner); attempt += 1) {
    if (attempt === 0) onWait();
    const seen = ownerOf(folder);
    if (isDead(folder, seen)) takeAway(folder, seen);
    else await sleep(WAIT_MS);
  }
  const beat = setInterval(() => touch(folder), BEAT_MS);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (ownerOf(folder) === owner) rmSync(folder, { recursive: true, force: true });
  };
}

function take(folder, owner) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(folder, 'owner.json'), owner);
  return true;
}

function ownerOf(folder) {
  try {
    return readFileSync(join(folder, 'owner.json'), 'utf8');
  } catch {
    return undefined;
  }
}

function isDead(folder, owner) {
  const age = ageOf(folder);
  if (age === undefined) return false;
  if (age > DEAD_AFTER_MS) return true;
  if (owner === undefined || owner === '') return age > 5 * BEAT_MS;
  const { pid, host } = JSON.parse(owner);
  return host === hostname() && !isAlive(pid);
}

function ageOf(folder) {
  try {
    return Date.now() - statSync(folder).mtimeMs;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Moves the dead lock aside in one step, so that of two who see it dead only one removes it, and never a new one. */
function takeAway(folder, seen) {
  if (ownerOf(folder) !== seen) return;
  const aside = `${folder}.${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch {
    return;
  }
  rmSync(aside, { recursive: true, force: true });
}

function touch(folder) {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch {
    // Someone removed the lock; the work goes on, and giving it back then does nothing.
  }
}
