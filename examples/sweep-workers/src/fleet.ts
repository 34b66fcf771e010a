import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface FleetOptions {
  /** The program of a worker. */
  readonly program: string;
  readonly url: string;
  readonly workers: number;
  /** How many workers are killed with SIGKILL, each a moment after it has begun to work. */
  readonly kills: number;
}

/** No worker is killed later than this after it has begun to work: about the time of a few batches. */
const MOST_MS = 250;

/** Processes that work until they are stopped. One that is killed is followed by another at once. */
export class Fleet {
  killed = 0;
  readonly #options: FleetOptions;
  readonly #running = new Set<ChildProcess>();
  #stopping = false;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  start(): void {
    for (let worker = 0; worker < this.#options.workers; worker++) this.#startOne();
  }

  /** Asks every worker to finish what it is doing. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(
      [...this.#running].map(async (child) => {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }),
    );
  }

  #startOne(): void {
    const { program, url } = this.#options;
    const child = fork(program, { env: { ...process.env, DATABASE_URL: url } });
    this.#running.add(child);
    child.once('message', () => this.#maybeKill(child));
    child.once('exit', () => {
      this.#running.delete(child);
      if (!this.#stopping) this.#startOne();
    });
  }

  async #maybeKill(child: ChildProcess): Promise<void> {
    if (this.killed >= this.#options.kills) return;
    this.killed += 1;
    await sleep(Math.random() * MOST_MS);
    child.kill('SIGKILL');
  }
}
