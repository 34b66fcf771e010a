/**
 * How the lane waits: the platform's own functions, or those of a test. They are called as functions, not as methods.
 * @example timers: { setTimeout, clearTimeout }
 */
export interface Timers {
  setTimeout(run: () => void, milliseconds: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** What a host's function came to: its value, or nothing in time. */
export type Settled = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

const failed: Settled = { ok: false };

/**
 * Calls a host's function and waits for its answer, at most so long. It never rejects: a throw, a rejection and a promise
 * that does not settle in time are all the same failure. What comes too late is dropped.
 */
export function settleWithin(call: () => unknown, milliseconds: number, timers: Timers): Promise<Settled> {
  const { setTimeout: start, clearTimeout: stop } = timers;
  return new Promise((done) => {
    const handle = start(() => done(failed), milliseconds);
    const finish = (settled: Settled): void => {
      stop(handle);
      done(settled);
    };
    // In a promise of its own, so that a throw, a getter `then` that throws and a rejection end up in one place.
    new Promise((resolve) => resolve(call())).then(
      (value) => finish({ ok: true, value }),
      () => finish(failed),
    );
  });
}
