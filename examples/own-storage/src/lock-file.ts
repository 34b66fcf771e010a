import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What this process holds. Ids of processes come again: a lock with ours that is not among them is of a dead one. */
const held = new Set<string>();

/**
 * Takes `<path>.lock`, so that no other process opens the file; that of a process that died is taken over.
 * `<path>.lock.claim` is there meanwhile, so that only one at a time looks and takes.
 * @returns gives the lock back. @throws Error when a process that lives has it.
 */
export function takeLock(path: string): () => void {
  const lock = `${resolve(path)}.lock`;
  writeFileSync(`${lock}.claim`, '', { flag: 'wx' });
  try {
    const owner = Number(readFileSync(lock, { encoding: 'utf8', flag: 'a+' }));
    if (owner === process.pid ? held.has(lock) : owner > 0 && isAlive(owner))
      throw new Error(`${path} is open in process ${owner}`);
    writeFileSync(lock, `${process.pid}`);
  } finally {
    rmSync(`${lock}.claim`);
  }
  held.add(lock);
  return () => {
    if (held.delete(lock)) rmSync(lock, { force: true });
  };
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
