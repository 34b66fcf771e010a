import { type Entry, isBefore } from './entry';

/** A heap of entries that stay where they are in the index. */
export class Frontier {
  readonly #entries: Entry[] = [];

  push(entry: Entry | undefined, test: (entry: Entry) => boolean): void {
    if (entry === undefined || !test(entry)) return;
    const entries = this.#entries;
    let index = entries.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = entries[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      entries[index] = parent;
      index = above;
    }
    entries[index] = entry;
  }

  pop(): Entry | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (last === undefined || entries.length === 0) return first;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      let child = entries[below];
      const right = entries[below + 1];
      if (child !== undefined && right !== undefined && isBefore(right, child)) {
        child = right;
        below += 1;
      }
      if (child === undefined || !isBefore(child, last)) break;
      entries[index] = child;
      index = below;
    }
    entries[index] = last;
    return first;
  }
}
