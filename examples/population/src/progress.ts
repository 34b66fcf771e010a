const FIRST_AFTER = 1000;
const PLAIN_EVERY = 5000;
const LIVE_EVERY = 200;

/** Where progress goes: standard error. */
export interface ProgressTarget {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Says how far a long run is: one line that renews itself on a terminal, now and then a plain line elsewhere. */
export class Progress {
  #rows = 0;
  #next: number;
  #live = false;
  readonly #started: number;
  readonly #target: ProgressTarget;
  readonly #now: () => number;

  /** @param now a clock in ms that only runs forward */
  constructor(target: ProgressTarget, now: () => number) {
    this.#target = target;
    this.#now = now;
    this.#started = now();
    this.#next = this.#started + FIRST_AFTER;
  }

  /** Adds rows that were read. */
  tick(rows: number): void {
    this.#rows += rows;
    const now = this.#now();
    if (now < this.#next) return;
    const text = `read ${this.#rows.toLocaleString('en-US')} rows in ${Math.round((now - this.#started) / 1000)} s`;
    this.#live = this.#target.isTTY === true;
    this.#next = now + (this.#live ? LIVE_EVERY : PLAIN_EVERY);
    this.#target.write(this.#live ? `\r\u001b[2K${text}` : `${text}\n`);
  }

  /** Removes the live line, so that something else can be written. */
  clear(): void {
    if (this.#live) this.#target.write('\r\u001b[2K');
    this.#live = false;
  }
}
