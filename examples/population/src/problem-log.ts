import type { Problem } from '@dormouse/example-importers';
import { printable } from './view/printable';

const SHOWN = 20;

/** Reports what could not be used: the first few with their lines, then how many more there were. */
export class ProblemLog {
  count = 0;
  readonly #source: string;
  readonly #write: (text: string) => void;

  /** @param write writes to standard error */
  constructor(source: string, write: (text: string) => void) {
    this.#source = printable(source);
    this.#write = write;
  }

  add({ line, message }: Problem): void {
    this.count += 1;
    if (this.count > SHOWN) return;
    this.#write(`${this.#source}${line === null ? '' : `:${line}`}: ${printable(message).slice(0, 300)}\n`);
  }

  /** Says how many were not shown. */
  end(): void {
    if (this.count > SHOWN)
      this.#write(`${this.#source}: ${this.count - SHOWN} more problems like these, ${this.count} in all\n`);
  }
}
