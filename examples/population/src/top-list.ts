/** Keeps the first few of many, by a rank, and counts them all: memory does not grow with the number added. */
export class TopList<T> {
  count = 0;
  readonly #size: number;
  readonly #ranked: { readonly rank: number; readonly value: T }[] = [];

  /** @param size how many are kept: those with the lowest rank, of equal ones the first added */
  constructor(size: number) {
    this.#size = size;
  }

  /** Adds one. */
  add(rank: number, value: T): void {
    this.count += 1;
    const last = this.#ranked.at(-1);
    if (this.#ranked.length >= this.#size && last !== undefined && last.rank <= rank) return;
    const place = this.#ranked.findIndex((other) => other.rank > rank);
    this.#ranked.splice(place === -1 ? this.#ranked.length : place, 0, { rank, value });
    if (this.#ranked.length > this.#size) this.#ranked.pop();
  }

  /** Those that were kept, in order. */
  get values(): readonly T[] {
    return this.#ranked.map(({ value }) => value);
  }
}
