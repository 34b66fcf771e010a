/** Starts a PostgreSQL server of our own, in a temporary folder, for as long as this process lives. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const keeper = fileURLToPath(new URL('keeper.mjs', import.meta.url));

/**
 * @param {{ folder: string }} binaries one of `findBinaries()`
 * @param {{ durable?: boolean, settings?: Record<string, string> }} [options] `durable` waits for the disk, as a real
 *   server does; `settings` go to the server as `-c name=value`.
 * @returns {Promise<{ url: string, pid: number, restart: () => Promise<number>, stop: () => Promise<void> }>} `restart`
 *   crashes the server, starts it at the same address, and answers the new process id.
 */
export async function startServer({ folder }, { durable = false, settings = {} } = {}) {
  const child = spawn(process.execPath, [keeper, JSON.stringify({ folder, durable, settings })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => {});
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    const message = done === true ? { error: 'it ended without a word' } : JSON.parse(value);
    if (message.error !== undefined) throw new Error(`PostgreSQL of ${folder}: ${message.error}`);
    return message;
  };
  const { url, pid } = await answer();
  return {
    url,
    pid,
    async restart() {
      child.stdin.write('restart\n');
      return (await answer()).pid;
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
