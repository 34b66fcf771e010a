import type { Runtime } from './runtime';

/** What a call that takes long may be given (S8). */
export interface Telling<T> {
  /** Told now and then, and waited for, so that a host can breathe. What it throws goes to `onListenerError`. */
  readonly onProgress?: ((progress: T) => unknown) | null;
  /**
   * Asked for after each part, and waited for: a storage in memory gives the event loop no turn of its own, so that
   * without it no signal could come in between. Example: `() => new Promise((done) => setImmediate(done))`.
   */
  readonly pause?: (() => unknown) | null;
}

/** Tells how far a call has come, and lets the host breathe. It never throws. */
export async function tellProgress<T>({ report }: Runtime, telling: Telling<T>, progress: T): Promise<void> {
  try {
    await telling.onProgress?.(progress);
    await telling.pause?.();
  } catch (error) {
    report(error);
  }
}
