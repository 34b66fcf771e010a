import { describe, expect, it } from 'vitest';
import { startSweeper, type Timers } from '../../src/engine/start-sweeper';
import type { SweepReport } from '../../src/engine/sweep-report';

const report: SweepReport = {
  runId: 'r',
  evaluated: 0,
  acted: [],
  errors: 0,
  troubles: [],
  undecided: [],
  undecidedExamples: [],
  runs: [],
  halted: false,
  aborted: false,
};

/** Timers that fire when they are told. */
class ManualTimers implements Timers {
  readonly waits: number[] = [];
  #due: (() => void) | null = null;
  readonly setTimeout = (run: () => void, milliseconds: number): number => {
    if (this.#due !== null) throw new Error('two timers at once');
    this.#due = run;
    return this.waits.push(milliseconds);
  };
  readonly clearTimeout = (): void => {
    this.#due = null;
  };
  get isSet(): boolean {
    return this.#due !== null;
  }
  fire(): void {
    const run = this.#due;
    this.#due = null;
    run?.();
  }
}

const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 10; turns++) await Promise.resolve();
};

describe('startSweeper', () => {
  it('sweeps after each wait, never twice at once, and goes on after an error', async () => {
    const timers = new ManualTimers();
    const errors: unknown[] = [];
    const done: (() => void)[] = [];
    let sweeps = 0;
    const sweep = async () => {
      sweeps += 1;
      await new Promise<void>((resolve) => done.push(resolve));
      if (sweeps === 2) throw new Error('storage');
      return report;
    };
    const reports: SweepReport[] = [];
    const onSweep = (given: SweepReport) => reports.push(given);
    const sweeper = startSweeper({ sweep }, { every: 'PT5M', timers, onError: (error) => errors.push(error), onSweep });
    expect([timers.waits, sweeps]).toEqual([[300_000], 0]);
    timers.fire();
    expect([sweeps, timers.isSet]).toEqual([1, false]);
    done[0]?.();
    await settled();
    expect([timers.isSet, reports]).toEqual([true, [report]]);
    timers.fire();
    done[1]?.();
    await settled();
    expect([errors, timers.isSet]).toEqual([[new Error('storage')], true]);
    await sweeper.stop();
    expect(timers.isSet).toBe(false);
  });

  it('stops cleanly: tells the sweep under way to end, and waits for it', async () => {
    const timers = new ManualTimers();
    let finish = (): void => {};
    let signal: { readonly aborted: boolean } | null | undefined;
    const sweep = async (request?: { readonly signal?: { readonly aborted: boolean } | null }) => {
      signal = request?.signal;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return report;
    };
    const sweeper = startSweeper({ sweep }, { every: 1_000, timers });
    timers.fire();
    let stopped = false;
    const stopping = sweeper.stop().then(() => {
      stopped = true;
    });
    await settled();
    expect([stopped, signal?.aborted]).toEqual([false, true]);
    finish();
    await stopping;
    expect([stopped, timers.isSet]).toEqual([true, false]);
    await sweeper.stop();
  });

  it('adds a jitter that the host makes, and only within its bounds', async () => {
    const timers = new ManualTimers();
    const values = [0.5, 7, -1];
    const options = { every: 1_000, jitter: 0.2, random: () => values.shift() ?? 0, timers };
    startSweeper({ sweep: async () => report }, options);
    for (let round = 0; round < 2; round++) {
      timers.fire();
      await settled();
    }
    expect(timers.waits).toEqual([1_100, 1_200, 1_000]);
  });

  it.each([
    { every: 0 },
    { every: 'P1M' },
    { every: 'soon' },
    { every: Number.NaN },
    { every: 1_000, jitter: 2, random: () => 0 },
    { every: 1_000, jitter: 0.1 },
  ])('refuses %o', (options) => {
    const start = () => startSweeper({ sweep: async () => report }, { ...options, timers: new ManualTimers() });
    expect(start).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});
