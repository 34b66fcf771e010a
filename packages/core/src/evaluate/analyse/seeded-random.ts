/** A source of numbers that is made from a seed: the same seed gives the same search. */
export interface SeededRandom {
  /** A whole number in [0, count). */
  readonly below: (count: number) => number;
  readonly pick: <Value>(values: readonly Value[]) => Value | undefined;
}

/** Mulberry32. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed | 0;
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * count);
  };
  return { below, pick: (values) => values[below(values.length)] };
}
