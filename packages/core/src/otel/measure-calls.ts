import type { EventHandler } from '../engine/consumer-report';
import type { Dormouse } from '../engine/dormouse';
import type { SweepReport } from '../engine/sweep-report';
import type { Instant } from '../time/instant';
import type { Instruments } from './instruments';

type Measured = Pick<Dormouse, 'sweep' | 'runs' | 'evaluate' | 'activity' | 'consumers'>;

/** The calls of an engine that are measured. Each does what it did, and its answer or error is passed on unchanged. */
export function measureCalls(dormouse: Dormouse, instruments: Instruments, now: () => Instant): Measured {
  const sweeping = sweepMeter(instruments, now);
  return {
    sweep: (request) => sweeping(() => dormouse.sweep(request)),
    runs: { ...dormouse.runs, resume: (request) => sweeping(() => dormouse.runs.resume(request)) },
    evaluate: async (...request) => {
      const start = now();
      let outcome = 'failed';
      try {
        const evaluation = await dormouse.evaluate(...request);
        outcome = 'answered';
        return evaluation;
      } finally {
        instruments.evaluations.record(since(start, now), { outcome });
      }
    },
    activity: {
      ...dormouse.activity,
      record: async (request) => {
        const answer = await dormouse.activity.record(request);
        instruments.activities.add(answer.recorded, { outcome: 'recorded' });
        instruments.activities.add(answer.refused.length, { outcome: 'refused' });
        return answer;
      },
    },
    consumers: { ...dormouse.consumers, run: consumerMeter(dormouse, instruments, now) },
  };
}

function sweepMeter(
  instruments: Instruments,
  now: () => Instant,
): (run: () => Promise<SweepReport>) => Promise<SweepReport> {
  return async (run) => {
    const start = now();
    let outcome = 'failed';
    try {
      const report = await run();
      outcome = report.halted ? 'halted' : report.aborted ? 'aborted' : 'completed';
      instruments.sweepEvaluated.add(report.evaluated);
      instruments.sweepErrors.add(report.errors);
      for (const { action, count } of report.acted) instruments.sweepActions.add(count, { action });
      return report;
    } finally {
      instruments.sweepDuration.record(since(start, now), { outcome });
    }
  };
}

function consumerMeter(
  { consumers }: Dormouse,
  instruments: Instruments,
  now: () => Instant,
): Dormouse['consumers']['run'] {
  return async (request) => {
    if (typeof request?.handle !== 'function') return consumers.run(request);
    const consumer = request.name;
    const handle: EventHandler = (event, delivery) => {
      instruments.deliveryLag.record(since(event.at, now), { consumer });
      return request.handle(event, delivery);
    };
    const report = await consumers.run({ ...request, handle });
    instruments.deliveries.add(report.handled, { consumer, outcome: 'handled' });
    instruments.deliveries.add(report.failed, { consumer, outcome: 'failed' });
    instruments.deliveries.add(report.parked.length, { consumer, outcome: 'parked' });
    return report;
  };
}

/** In seconds. A clock that was set back is no negative time. */
function since(start: Instant, now: () => Instant): number {
  return Math.max(0, now() - start) / 1000;
}
