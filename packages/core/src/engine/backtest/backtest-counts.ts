import type { RestrictedCount } from '../../model/run';
import type { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { addDuration, type Zone } from '../../time/zone';
import { type Estimate, wilson } from '../simulate/wilson';
import { placeOf } from '../sweep-report';
import type { Alarm } from './replay-identity';

/**
 * What became of a restriction: the identity was active again in time (`false_alarm`), it was not (`confirmed`), or the
 * time to come back is not over yet (`open`).
 */
export type AlarmOutcome = 'false_alarm' | 'confirmed' | 'open';

export interface AlarmCounts {
  /** Restrictions; several since the same activity count once. */
  readonly alarms: number;
  readonly falseAlarms: number;
  readonly confirmed: number;
  readonly open: number;
}

/** The alarms of one stage, also those of identities that an earlier stage had restricted already. */
export interface RuleAlarms extends Omit<RestrictedCount, 'count'>, AlarmCounts {}

/** One false alarm, for people to look at. */
export interface FalseAlarm extends Omit<RestrictedCount, 'count'> {
  readonly identityId: string;
  readonly kind: string;
  /** When it would have been restricted, and the day on which it was active again. */
  readonly at: Instant;
  readonly activeAgain: Instant;
}

type Counting = { -readonly [K in keyof AlarmCounts]: AlarmCounts[K] };

const MOST_SAMPLES = 10;
const none: AlarmCounts = { alarms: 0, falseAlarms: 0, confirmed: 0, open: 0 };

/** Counts alarms, all together and by stage. */
export class BacktestCounts {
  readonly all: Counting = { ...none };
  readonly samples: FalseAlarm[] = [];
  readonly #byRule = new Map<string, Counting & Omit<RestrictedCount, 'count'>>();

  constructor(
    readonly until: Instant,
    readonly within: Duration,
    readonly zone: Zone,
  ) {}

  add(identityId: string, kind: string, alarm: Alarm): void {
    const place = placeOf(alarm.action);
    const key = JSON.stringify(Object.values(place));
    const ofRule = this.#byRule.get(key) ?? { ...place, ...none };
    this.#byRule.set(key, ofRule);
    const outcome = this.outcomeOf(alarm);
    count(ofRule, outcome);
    // Whoever is dormant already is not disabled once more when he is closed.
    if (!alarm.isFirst) return;
    count(this.all, outcome);
    if (outcome !== 'false_alarm' || alarm.activeAgain === null || this.samples.length >= MOST_SAMPLES) return;
    this.samples.push({ identityId, kind, ...place, at: alarm.at, activeAgain: alarm.activeAgain });
  }

  outcomeOf({ at, activeAgain }: Alarm): AlarmOutcome {
    const end = addDuration(at, this.within, this.zone);
    if (activeAgain !== null && activeAgain <= end) return 'false_alarm';
    return end <= this.until ? 'confirmed' : 'open';
  }

  byRule(): readonly RuleAlarms[] {
    return [...this.#byRule].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, counts]) => ({ ...counts }));
  }

  /** The share of false alarms among those whose outcome is known. */
  rate(): Estimate | null {
    const known = this.all.falseAlarms + this.all.confirmed;
    return known === 0 ? null : wilson(this.all.falseAlarms, known);
  }
}

function count(counts: Counting, outcome: AlarmOutcome): void {
  counts.alarms += 1;
  if (outcome === 'false_alarm') counts.falseAlarms += 1;
  else if (outcome === 'confirmed') counts.confirmed += 1;
  else counts.open += 1;
}
