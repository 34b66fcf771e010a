import { DormouseError } from '../model/errors';
import { parseDuration } from '../time/duration';
import type { Dormouse } from './dormouse';
import type { SweepReport, SweepRequest } from './sweep-report';

/** The host's timers: `globalThis` itself has the right shape. */
export interface Timers {
  readonly setTimeout: (run: () => void, milliseconds: number) => unknown;
  readonly clearTimeout: (timer: never) => void;
}

export interface SweeperOptions extends Pick<SweepRequest, 'accountId' | 'limit' | 'onProgress' | 'pause'> {
  /** How long from the end of one sweep to the next: milliseconds, or a duration without months and years (`PT5M`). */
  readonly every: number | string;
  /** By how much each wait may be longer, as a part of `every`: 0.1 is up to a tenth. Default: 0. */
  readonly jitter?: number;
  /** Gives a number from 0 to 1, for the jitter. */
  readonly random?: () => number;
  readonly timers: Timers;
  /** Told of each sweep that was done, halted runs included. */
  readonly onSweep?: (report: SweepReport) => unknown;
  /** Told of a sweep that failed. The next one comes all the same. Default: it is dropped. */
  readonly onError?: (error: unknown) => unknown;
}

export interface Sweeper {
  /** Ends it: no further sweep begins, and the one under way ends with its batch. Fulfilled when that is over. */
  readonly stop: () => Promise<void>;
}

/** The longest wait that the timers of common platforms can hold. */
const LONGEST = 2_147_483_647;

/**
 * Sweeps again and again, for hosts without a scheduler: the first time after one wait, never twice at once, until it is
 * stopped. Several processes may do so at the same time (S2); jitter keeps them apart.
 * @throws DormouseError `INVALID_ARGUMENT`.
 * @example
 * const sweeper = startSweeper(dormouse, { every: 'PT5M', timers: globalThis, onError: console.error });
 * process.once('SIGTERM', () => sweeper.stop());
 */
export function startSweeper(dormouse: Pick<Dormouse, 'sweep'>, options: SweeperOptions): Sweeper {
  const every = readEvery(options.every);
  const { timers } = options;
  const jitter = readJitter(options);
  const signal = { aborted: false };
  let underWay: Promise<void> = Promise.resolve();
  let timer: unknown = null;
  const wait = (): void => {
    const milliseconds = Math.min(LONGEST, Math.round(every * (1 + jitter())));
    timer = timers.setTimeout(() => {
      underWay = sweepOnce(dormouse, options, signal).then(() => {
        if (!signal.aborted) wait();
      });
    }, milliseconds);
  };
  wait();
  return {
    stop: async () => {
      signal.aborted = true;
      timers.clearTimeout(timer as never);
      await underWay;
    },
  };
}

/** It never rejects. */
async function sweepOnce(
  dormouse: Pick<Dormouse, 'sweep'>,
  { accountId = null, limit = null, onProgress = null, pause = null, onSweep, onError }: SweeperOptions,
  signal: { readonly aborted: boolean },
): Promise<void> {
  try {
    const report = await dormouse.sweep({ accountId, limit, onProgress, pause, signal });
    await onSweep?.(report);
  } catch (error) {
    try {
      await onError?.(error);
    } catch {
      // There is nobody left to tell.
    }
  }
}

function readEvery(every: unknown): number {
  const duration = typeof every === 'string' ? parseDuration(every) : null;
  const isExact = duration !== null && duration.months === 0;
  const milliseconds = isExact ? duration.days * 86_400_000 + duration.milliseconds : every;
  if (typeof milliseconds === 'number' && milliseconds >= 1 && milliseconds <= LONGEST) return milliseconds;
  throw new DormouseError('INVALID_ARGUMENT', 'every must be milliseconds or a duration, from 1 ms to 24 days', {
    name: 'every',
  });
}

function readJitter({ jitter = 0, random }: SweeperOptions): () => number {
  if (jitter === 0) return () => 0;
  if (!(jitter > 0 && jitter <= 1) || typeof random !== 'function') {
    throw new DormouseError('INVALID_ARGUMENT', 'jitter must be a number from 0 to 1, and needs random', {
      name: 'jitter',
    });
  }
  return () => jitter * Math.min(1, Math.max(0, random()));
}
