/** How often a caller may ask. */
export interface RateLimit {
  /** Takes one; answers in how many seconds to come back when there is none left, else null. */
  readonly take: (caller: string) => number | null;
}

interface Bucket {
  left: number;
  at: number;
}

/** Callers that are remembered. A full bucket need not be: the oldest is forgotten first. */
const MOST_CALLERS = 10_000;

/** A bucket for each caller, that holds two seconds' worth and fills steadily. */
export function createRateLimit(perSecond: number, now: () => number): RateLimit {
  const buckets = new Map<string, Bucket>();
  const most = perSecond * 2;
  return {
    take: (caller) => {
      const at = now();
      const bucket = buckets.get(caller) ?? { left: most, at };
      bucket.left = Math.min(most, bucket.left + (Math.max(0, at - bucket.at) / 1000) * perSecond);
      bucket.at = at;
      buckets.delete(caller);
      buckets.set(caller, bucket);
      if (buckets.size > MOST_CALLERS) for (const oldest of buckets.keys()) if (buckets.delete(oldest)) break;
      if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / perSecond));
      bucket.left -= 1;
      return null;
    },
  };
}
