/** Sorting now and then costs less than keeping the list sorted. */
const ROOM = 1_000;

/**
 * The first so many of a sequence of entries that comes in any order, without keeping all of them. It lives for one
 * call.
 */
export class Soonest<T> {
  readonly #most: number;
  readonly #compare: (left: T, right: T) => number;
  #entries: T[] = [];

  constructor(most: number, compare: (left: T, right: T) => number) {
    this.#most = most;
    this.#compare = compare;
  }

  add(entry: T): void {
    this.#entries.push(entry);
    if (this.#entries.length > 2 * this.#most + ROOM) this.#entries = this.first();
  }

  /** Those that come first, in order. */
  first(): T[] {
    return [...this.#entries].sort(this.#compare).slice(0, this.#most);
  }
}
