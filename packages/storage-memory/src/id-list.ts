import { compareIds } from '@dormouse/core';

/** Long enough that there are few blocks, short enough that inserting into one is quick. */
const LONGEST_BLOCK = 512;

/**
 * The ids of an account in order: a list of sorted blocks. Adding and removing cost a binary search and a shift within
 * one block, also with millions of ids.
 */
export class IdList {
  readonly #blocks: string[][] = [];

  add(id: string): void {
    const at = Math.max(0, this.#blockOf(id));
    const block = this.#blocks[at];
    if (block === undefined) {
      this.#blocks.push([id]);
      return;
    }
    block.splice(firstNotBefore(block, id), 0, id);
    if (block.length > LONGEST_BLOCK) this.#split(at, block);
  }

  remove(id: string): void {
    const at = this.#blockOf(id);
    const block = this.#blocks[at];
    if (block === undefined) return;
    const index = firstNotBefore(block, id);
    if (block[index] !== id) return;
    block.splice(index, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /** The ids after one, in order; from the first with null. The list must not change meanwhile. */
  *after(id: string | null): Generator<string> {
    const first = id === null ? 0 : Math.max(0, this.#blockOf(id));
    for (let at = first; at < this.#blocks.length; at++) {
      const block = this.#blocks[at] ?? [];
      let index = 0;
      if (id !== null && at === first) {
        index = firstNotBefore(block, id);
        if (block[index] === id) index += 1;
      }
      for (; index < block.length; index++) yield block[index] ?? '';
    }
  }

  /** Ids often come in ascending order: then the old block stays nearly full instead of half empty. */
  #split(at: number, block: string[]): void {
    const isLast = at === this.#blocks.length - 1;
    const keep = isLast ? LONGEST_BLOCK - 16 : LONGEST_BLOCK >> 1;
    this.#blocks.splice(at + 1, 0, block.splice(keep));
  }

  /** The last block whose first id is not after the id; -1 when all are. */
  #blockOf(id: string): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareIds(this.#blocks[middle]?.[0] ?? '', id) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function firstNotBefore(block: readonly string[], id: string): number {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareIds(block[middle] ?? '', id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
