import {
  AggregationTemporality,
  DataPointType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { type InstrumentOptions, instrumentDormouse, metrics } from '../../src/otel';
import { createPopulation, DAY, ladder, START, type World } from '../engine/support';

interface Point {
  readonly name: string;
  readonly unit: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Of a histogram: how often, and the sum. */
  readonly value: number | { readonly count: number; readonly sum: number };
}

/** The real SDK, with an exporter that keeps what it gets. */
function measure(world: World, options: Partial<InstrumentOptions> = {}) {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 2_000_000_000 });
  const provider = new MeterProvider({ readers: [reader] });
  const meter = provider.getMeter('test');
  const measured = instrumentDormouse(world.dormouse, { clock: world.clock.read, meter, ...options });
  const collect = async (): Promise<readonly Point[]> => {
    exporter.reset();
    await provider.forceFlush();
    const points: Point[] = [];
    for (const { scopeMetrics } of exporter.getMetrics())
      for (const { metrics: all } of scopeMetrics)
        for (const metric of all) {
          const { name, unit } = metric.descriptor;
          if (metric.dataPointType === DataPointType.HISTOGRAM) {
            for (const { attributes, value } of metric.dataPoints) {
              points.push({ name, unit, attributes, value: { count: value.count, sum: value.sum ?? Number.NaN } });
            }
          } else if (metric.dataPointType !== DataPointType.EXPONENTIAL_HISTOGRAM) {
            for (const { attributes, value } of metric.dataPoints) points.push({ name, unit, attributes, value });
          }
        }
    return points;
  };
  return { ...measured, collect };
}

const of = (points: readonly Point[], name: string): readonly Readonly<Record<string, unknown>>[] =>
  points.filter((point) => point.name === name).map(({ attributes, value }) => ({ ...attributes, value }));

describe('instrumentDormouse', () => {
  it('measures sweeps: how long, how many, what they did', async () => {
    const world = await createPopulation(['u-1', 'u-2']);
    const { dormouse, collect } = measure(world);
    world.clock.toDay(30);
    const onProgress = (): void => {
      world.clock.now += 2_500;
    };
    // The clock stands still but while the sweep reports its progress.
    await dormouse.sweep({ onProgress });
    const points = await collect();
    expect(of(points, 'dormouse.sweep.duration')).toEqual([{ outcome: 'completed', value: { count: 1, sum: 2.5 } }]);
    expect(of(points, 'dormouse.sweep.evaluated')).toEqual([{ value: 2 }]);
    expect(of(points, 'dormouse.sweep.errors')).toEqual([{ value: 0 }]);
    expect(of(points, 'dormouse.sweep.actions')).toEqual([{ action: 'notify', value: 2 }]);
  });

  it('counts changes of status and events, until it is stopped', async () => {
    const world = await createPopulation(['u-1', 'u-2']);
    const { dormouse, collect, stop } = measure(world);
    for (const day of [30, 45]) {
      world.clock.toDay(day);
      await dormouse.sweep();
    }
    const transition = { from: 'APPROVED', to: 'DISABLED', trigger: 'control.created' };
    expect(of(await collect(), 'dormouse.transitions')).toEqual([{ ...transition, value: 2 }]);
    expect(of(await collect(), 'dormouse.events')).toContainEqual({ type: 'identity.notice_served', value: 2 });
    stop();
    world.clock.toDay(365);
    await dormouse.sweep();
    const created = of(await collect(), 'dormouse.events').find(({ type }) => type === 'control.created');
    expect(created).toEqual({ type: 'control.created', value: 2 });
  });

  it('counts the halts of the guard', async () => {
    const guard = { maxRestricted: { percent: 0, atLeast: 1 } };
    const world = await createPopulation(['u-1', 'u-2', 'u-3'], { settings: { guard } });
    const { dormouse, collect } = measure(world);
    for (const day of [30, 45]) {
      world.clock.toDay(day);
      await dormouse.sweep();
    }
    expect(of(await collect(), 'dormouse.guard.halts')).toEqual([{ value: 1 }]);
    expect(of(await collect(), 'dormouse.sweep.duration').map(({ outcome }) => outcome)).toEqual([
      'completed',
      'halted',
    ]);
    const [run] = (await dormouse.runs.list({ accountId: 'acme' })).items;
    await dormouse.runs.resume({ accountId: 'acme', runId: run!.id, approvedBy: 'eve', reason: 'looked at' });
    expect(of(await collect(), 'dormouse.sweep.actions')).toContainEqual({ action: 'control', value: 3 });
  });

  it('reads the backlog and its age when it is collected', async () => {
    const world = await createPopulation(['u-1', 'u-2']);
    let readings = 0;
    const dueSummary: World['storage']['dueSummary'] = (...request) => {
      readings += 1;
      return world.storage.dueSummary(...request);
    };
    const { dormouse, collect, stop } = measure(world, { storage: { ...world.storage, dueSummary } });
    expect(of(await collect(), 'dormouse.due')).toEqual([{ value: 0 }]);
    world.clock.now = START + 30 * DAY + 5_000;
    expect(of(await collect(), 'dormouse.due')).toEqual([{ value: 2 }]);
    expect(of(await collect(), 'dormouse.due.age')).toEqual([{ value: 5 }]);
    await dormouse.sweep();
    expect(of(await collect(), 'dormouse.due')).toEqual([{ value: 0 }]);
    await dormouse.policies.activate({ accountId: 'acme', document: { ...ladder, title: 'new' }, reason: 'title' });
    // A change of policies makes everybody due; nobody has waited for it yet.
    expect(of(await collect(), 'dormouse.due')).toEqual([{ value: 2 }]);
    expect(of(await collect(), 'dormouse.due.age')).toEqual([{ value: 0 }]);
    stop();
    const before = readings;
    await collect();
    expect([before, readings]).toEqual([6, 6]);
  });

  it('measures the lag of delivery, and what became of it (E5)', async () => {
    const world = await createPopulation(['u-1', 'u-2']);
    const { dormouse, collect } = measure(world);
    world.clock.now += 90_000;
    const handle = ({ identityId }: { identityId: string | null }): void => {
      if (identityId === 'u-2') throw new Error('unreachable');
    };
    const report = await dormouse.consumers.run({ name: 'mail', handle, tries: 1 });
    expect(report).toMatchObject({ handled: 2, failed: 1 });
    const points = await collect();
    expect(of(points, 'dormouse.delivery.lag')).toEqual([{ consumer: 'mail', value: { count: 3, sum: 270 } }]);
    expect(of(points, 'dormouse.deliveries')).toEqual([
      { consumer: 'mail', outcome: 'handled', value: 2 },
      { consumer: 'mail', outcome: 'failed', value: 1 },
      { consumer: 'mail', outcome: 'parked', value: 1 },
    ]);
  });

  it('measures evaluations and activity', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse, collect } = measure(world);
    await dormouse.evaluate('acme', 'u-1');
    await expect(dormouse.evaluate('acme', 'nobody')).rejects.toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
    const activities = ['u-1', 'u-1', 'nobody'].map((identityId) => ({
      identityId,
      type: 'login',
      at: new Date(START),
    }));
    await dormouse.activity.record({ accountId: 'acme', activities });
    const points = await collect();
    expect(of(points, 'dormouse.evaluate.duration')).toEqual([
      { outcome: 'answered', value: { count: 1, sum: 0 } },
      { outcome: 'failed', value: { count: 1, sum: 0 } },
    ]);
    expect(of(points, 'dormouse.activities')).toEqual([
      { outcome: 'recorded', value: 2 },
      { outcome: 'refused', value: 1 },
    ]);
  });

  it('passes errors on, and measures nothing of a request that is none', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse, collect } = measure(world);
    await expect(dormouse.sweep({ limit: 0 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(dormouse.consumers.run(undefined as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(of(await collect(), 'dormouse.sweep.duration').map(({ outcome }) => outcome)).toEqual(['failed']);
  });

  it('does nothing and harms nothing where the host has no SDK', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse, stop } = instrumentDormouse(world.dormouse, { clock: world.clock.read, storage: world.storage });
    world.clock.toDay(30);
    expect(await dormouse.sweep()).toMatchObject({ evaluated: 1 });
    stop();
  });

  it('measures what it lists, in the units that it lists, and names no account and no identity', async () => {
    const guard = { maxRestricted: { percent: 0, atLeast: 1 } };
    const world = await createPopulation(['u-1', 'u-2'], { settings: { guard } });
    const { dormouse, collect } = measure(world, { storage: world.storage });
    for (const day of [30, 45]) {
      world.clock.toDay(day);
      await dormouse.sweep();
    }
    const [run] = (await dormouse.runs.list({ accountId: 'acme' })).items;
    await dormouse.runs.resume({ accountId: 'acme', runId: run!.id, approvedBy: 'eve', reason: 'looked at' });
    await dormouse.evaluate('acme', 'u-1');
    await dormouse.activity.record({
      accountId: 'acme',
      activities: [{ identityId: 'u-1', type: 'login', at: START } as never],
    });
    await dormouse.consumers.run({ name: 'mail', handle: () => undefined });
    const points = await collect();
    const listed = Object.values(metrics);
    expect(new Set(points.map(({ name }) => name))).toEqual(new Set(listed.map(({ name }) => name)));
    for (const { name, unit, attributes } of points) {
      const metric = listed.find((each) => each.name === name);
      expect(metric?.unit).toBe(unit);
      expect(Object.keys(attributes).sort()).toEqual([...(metric?.attributes ?? [])].sort());
      for (const value of Object.values(attributes)) expect(['acme', 'u-1', 'u-2']).not.toContain(value);
    }
  });
});
