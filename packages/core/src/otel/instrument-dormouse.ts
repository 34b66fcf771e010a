import { type Meter, metrics as openTelemetry } from '@opentelemetry/api';
import type { Dormouse } from '../engine/dormouse';
import { toInstant } from '../model/time-checks';
import type { Storage } from '../storage/storage';
import { countEvents } from './count-events';
import { watchBacklog } from './due-gauges';
import { createInstruments } from './instruments';
import { measureCalls } from './measure-calls';

export interface InstrumentOptions {
  /** The clock of the engine, or a finer one: durations are differences of it. */
  readonly clock: () => Date;
  /**
   * The storage of the engine: with it, the backlog and its age are read whenever the host's reader collects. Every
   * process that has it reports the same backlog: give it to one, or take the largest. Default: no backlog.
   */
  readonly storage?: Storage;
  /** Default: `metrics.getMeter('dormouse')` of `@opentelemetry/api`, so the host's own SDK. */
  readonly meter?: Meter;
}

/** An engine that is measured. */
export interface Instrumented {
  /** Does what the engine does. Only the calls that are made on it are measured; events are counted in any case. */
  readonly dormouse: Dormouse;
  /** Ends the counting of events and the reading of the backlog. */
  readonly stop: () => void;
}

/**
 * Measures an engine with OpenTelemetry: sweeps, the backlog and its age, changes of status, halts of the guard, the lag
 * of durable delivery, evaluations. `metrics` lists every measure. No measure names an account or an identity.
 * @example
 * const measured = instrumentDormouse(createDormouse({ storage, clock }), { storage, clock });
 * await measured.dormouse.sweep();
 */
export function instrumentDormouse(dormouse: Dormouse, options: InstrumentOptions): Instrumented {
  const { clock, storage, meter = openTelemetry.getMeter('dormouse') } = options;
  const now = (): number => toInstant(clock(), 'clock');
  const instruments = createInstruments(meter);
  const stopCounting = countEvents(dormouse, instruments);
  const stopWatching = storage === undefined ? null : watchBacklog(meter, storage, now);
  return {
    dormouse: { ...dormouse, ...measureCalls(dormouse, instruments, now) },
    stop: () => {
      stopCounting();
      stopWatching?.();
    },
  };
}
