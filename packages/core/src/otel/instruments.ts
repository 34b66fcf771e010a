import type { Counter, Histogram, Meter } from '@opentelemetry/api';
import { type CounterKey, type HistogramKey, metrics } from './metrics';

/** The instruments that calls feed. The gauges are read on demand: see `due-gauges.ts`. */
export type Instruments = Readonly<Record<CounterKey, Counter> & Record<HistogramKey, Histogram>>;

/** Seconds: a sweep takes from milliseconds to the best part of an hour. */
const SWEEP = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600];
const CALL = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];
const LAG = [0.01, 0.1, 0.5, 1, 5, 30, 60, 300, 900, 3600, 21_600, 86_400];

export function createInstruments(meter: Meter): Instruments {
  const counter = (key: CounterKey): Counter => meter.createCounter(metrics[key].name, metrics[key]);
  const histogram = (key: HistogramKey, explicitBucketBoundaries: number[]): Histogram =>
    meter.createHistogram(metrics[key].name, { ...metrics[key], advice: { explicitBucketBoundaries } });
  return {
    sweepDuration: histogram('sweepDuration', SWEEP),
    sweepEvaluated: counter('sweepEvaluated'),
    sweepErrors: counter('sweepErrors'),
    sweepActions: counter('sweepActions'),
    guardHalts: counter('guardHalts'),
    transitions: counter('transitions'),
    events: counter('events'),
    evaluations: histogram('evaluations', CALL),
    activities: counter('activities'),
    deliveryLag: histogram('deliveryLag', LAG),
    deliveries: counter('deliveries'),
  };
}
