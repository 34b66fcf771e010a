/** A share of a whole that was estimated from a sample, as numbers from 0 to 1. */
export interface Estimate {
  readonly share: number;
  /** The bounds that hold the true share in 95 of 100 samples. */
  readonly low: number;
  readonly high: number;
}

/** The point of the normal distribution with 2.5 % above it. */
const Z = 1.959963984540054;

/**
 * The Wilson interval (95 %) of `hits` among `looked`: it also holds for shares near 0 and for small samples. Without
 * anybody looked at nothing is known.
 */
export function wilson(hits: number, looked: number): Estimate {
  if (looked === 0) return { share: 0, low: 0, high: 1 };
  const share = hits / looked;
  const weight = (Z * Z) / looked;
  const middle = (share + weight / 2) / (1 + weight);
  const reach = (Z / (1 + weight)) * Math.sqrt((share * (1 - share)) / looked + weight / (4 * looked));
  return {
    share,
    low: hits === 0 ? 0 : Math.max(0, middle - reach),
    high: hits === looked ? 1 : Math.min(1, middle + reach),
  };
}
