import type { DueAction } from '../../evaluate/evaluation';
import type { RestrictedCount } from '../../model/run';
import { MS_PER_DAY } from '../../time/calendar';
import type { Instant } from '../../time/instant';
import type { Zone } from '../../time/zone';
import type { ScheduledAct } from './scheduled-act';

/** How often one stage, or one requirement set, acts on each day. */
export interface ForecastStage extends Omit<RestrictedCount, 'count'> {
  readonly action: DueAction['action'];
  /** The template of a notice, the type of a control, the type of a requirement. */
  readonly what: string | null;
  readonly total: number;
  /** One number a day, from the first. */
  readonly byDay: readonly number[];
}

/** What happens on one day. */
export interface ForecastDay {
  /** The local date: `2026-01-31`. */
  readonly date: string;
  readonly notices: number;
  readonly controls: number;
  /** Requirements that are opened. */
  readonly openings: number;
}

interface Counting extends Omit<ForecastStage, 'total' | 'byDay'> {
  readonly counts: Float64Array;
}

/** Counts acts by stage and local day. */
export class ForecastCounts {
  readonly #stages = new Map<string, Counting>();
  readonly #first: number;

  constructor(
    readonly zone: Zone,
    from: Instant,
    readonly days: number,
  ) {
    this.#first = this.#dayOf(from);
  }

  add(act: ScheduledAct): void {
    const day = this.#dayOf(act.at) - this.#first;
    if (day < 0 || day >= this.days) return;
    const { at: _, ...place } = act;
    // Ids hold no control characters, so that this text tells all of them apart.
    const key = `${act.policyId}\n${act.ruleId}\n${act.stageId}\n${act.setId}\n${act.action}\n${act.what}`;
    let counting = this.#stages.get(key);
    if (counting === undefined) {
      counting = { ...place, counts: new Float64Array(this.days) };
      this.#stages.set(key, counting);
    }
    counting.counts[day] = (counting.counts[day] ?? 0) + 1;
  }

  #dayOf(at: Instant): number {
    return Math.floor((at + this.zone.offsetAt(at)) / MS_PER_DAY);
  }

  /** Sorted by policy, rule, stage, set and action. */
  stages(): readonly ForecastStage[] {
    const sorted = [...this.#stages].sort(([left], [right]) => (left < right ? -1 : 1));
    return sorted.map(([, { counts, ...place }]) => {
      const byDay = [...counts];
      return { ...place, total: byDay.reduce((sum, count) => sum + count, 0), byDay };
    });
  }

  /** One entry a day, those without anything included. */
  byDay(): readonly ForecastDay[] {
    const sums = { notify: this.#sum('notify'), control: this.#sum('control'), open: this.#sum('open') };
    return Array.from({ length: this.days }, (_, day) => ({
      date: new Date((this.#first + day) * MS_PER_DAY).toISOString().slice(0, 10),
      notices: sums.notify[day] ?? 0,
      controls: sums.control[day] ?? 0,
      openings: sums.open[day] ?? 0,
    }));
  }

  #sum(action: DueAction['action']): Float64Array {
    const sum = new Float64Array(this.days);
    for (const { action: own, counts } of this.#stages.values()) {
      if (own !== action) continue;
      for (let day = 0; day < this.days; day++) sum[day] = (sum[day] ?? 0) + (counts[day] ?? 0);
    }
    return sum;
  }
}
