import { compareIds } from '@dormouse/core';
import { type Entry, idOf, isBefore } from './entry';
import { Frontier } from './frontier';

/**
 * The due index of an account: a binary heap of its entries, those judged under earlier policies first, then by expiry,
 * then by id.
 * Every entry knows its place, so that adding, moving and removing one cost O(log n), and looking at what is due costs
 * nothing for what is not (S1).
 */
export class DueHeap {
  readonly #entries: Entry[] = [];
  /** What the entries are ordered by, at the same places: comparing then looks at no entry. */
  readonly #judgedUnder: number[] = [];
  readonly #expiresAt: number[] = [];

  /** The entry that expires first. */
  first(): Entry | undefined {
    return this.#entries[0];
  }

  add(entry: Entry): void {
    this.#place(entry, this.#entries.length, entry.judgedUnder, entry.expiresAt);
    this.#rise(entry);
  }

  remove(entry: Entry): void {
    const index = entry.heapIndex;
    const last = this.#entries.pop();
    this.#judgedUnder.pop();
    this.#expiresAt.pop();
    entry.heapIndex = -1;
    if (last === undefined || last === entry) return;
    last.heapIndex = index;
    this.moved(last);
  }

  /** Says that the expiry of an entry has changed. */
  moved(entry: Entry): void {
    this.#rise(entry);
    this.#sink(entry);
  }

  /**
   * The first entries that pass a test which holds for an entry whenever it holds for a later one, in order. The heap is
   * only read: a second, small one holds the places that may come next.
   */
  firstWhile(test: (entry: Entry) => boolean, limit: number): readonly Entry[] {
    const found: Entry[] = [];
    const next = new Frontier();
    next.push(this.#entries[0], test);
    for (let entry = next.pop(); entry !== undefined; entry = next.pop()) {
      if (found.push(entry) >= limit) break;
      next.push(this.#entries[2 * entry.heapIndex + 1], test);
      next.push(this.#entries[2 * entry.heapIndex + 2], test);
    }
    return found;
  }

  /** How many entries pass a test that holds for an entry whenever it holds for a later one. */
  countWhile(test: (entry: Entry) => boolean): number {
    return this.#takeWhile(test, null);
  }

  /** Those entries, in order. */
  sortedWhile(test: (entry: Entry) => boolean): readonly Entry[] {
    const found: Entry[] = [];
    this.#takeWhile(test, found);
    return found.sort((left, right) => (isBefore(left, right) ? -1 : isBefore(right, left) ? 1 : 0));
  }

  #takeWhile(test: (entry: Entry) => boolean, found: Entry[] | null): number {
    let count = 0;
    const open = [0];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const entry = this.#entries[index];
      if (entry === undefined || !test(entry)) continue;
      count += 1;
      found?.push(entry);
      open.push(2 * index + 1, 2 * index + 2);
    }
    return count;
  }

  #place(entry: Entry, index: number, judgedUnder: number, expiresAt: number): void {
    this.#entries[index] = entry;
    this.#judgedUnder[index] = judgedUnder;
    this.#expiresAt[index] = expiresAt;
    entry.heapIndex = index;
  }

  /** Moves the entry at one place to another. */
  #shift(from: number, to: number): void {
    const entry = this.#entries[from];
    if (entry !== undefined) this.#place(entry, to, this.#judgedUnder[from] ?? 0, this.#expiresAt[from] ?? 0);
  }

  /** Whether the entry at a place comes before another one. Its id is looked at only where nothing else tells. */
  #isBefore(index: number, other: Entry): boolean {
    const judged = this.#judgedUnder[index] ?? 0;
    if (judged !== other.judgedUnder) return judged < other.judgedUnder;
    const expires = this.#expiresAt[index] ?? 0;
    if (expires !== other.expiresAt) return expires < other.expiresAt;
    const entry = this.#entries[index];
    return entry !== undefined && compareIds(idOf(entry), idOf(other)) < 0;
  }

  #rise(entry: Entry): void {
    const { judgedUnder, expiresAt } = entry;
    let index = entry.heapIndex;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (this.#isBefore(above, entry)) break;
      this.#shift(above, index);
      index = above;
    }
    this.#place(entry, index, judgedUnder, expiresAt);
  }

  #sink(entry: Entry): void {
    const { judgedUnder, expiresAt } = entry;
    const { length } = this.#entries;
    let index = entry.heapIndex;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= length) break;
      const left = this.#entries[below];
      if (below + 1 < length && left !== undefined && this.#isBefore(below + 1, left)) below += 1;
      if (!this.#isBefore(below, entry)) break;
      this.#shift(below, index);
      index = below;
    }
    this.#place(entry, index, judgedUnder, expiresAt);
  }
}
