/** Waits until the next one may go. */
export type Pace = () => Promise<void>;

/**
 * Lets no more than `perSecond` go in any second, wherever it begins.
 * @param now milliseconds that never go back
 */
export function createPace(perSecond: number, now: () => number, sleep: (milliseconds: number) => Promise<void>): Pace {
  const sent: number[] = [];
  return async () => {
    for (;;) {
      const before = sent[sent.length - perSecond];
      const wait = before === undefined ? 0 : before + 1_000 - now();
      if (wait <= 0) break;
      await sleep(Math.ceil(wait));
    }
    sent.push(now());
    if (sent.length > perSecond) sent.shift();
  };
}
