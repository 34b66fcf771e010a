import { once } from 'node:events';
import type { Writable } from 'node:stream';

const ENOUGH = 64 * 1024;

/** Writes text in large pieces, and waits while the reader is slower than the writer. */
export class Output {
  #text = '';
  readonly #target: Writable;

  constructor(target: Writable) {
    this.#target = target;
  }

  /** Adds text. A promise comes back only when there is something to wait for. */
  write(text: string): Promise<void> | undefined {
    this.#text += text;
    return this.#text.length < ENOUGH ? undefined : this.flush();
  }

  /** Writes what is left. */
  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (text !== '' && !this.#target.write(text)) await once(this.#target, 'drain');
  }
}
