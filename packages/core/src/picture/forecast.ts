import { plainText } from '../evaluate/plain-text';
import { DormouseError } from '../model/errors';
import { isObject } from '../model/shape';
import { MS_PER_DAY } from '../time/calendar';
import { type Instant, parseInstant } from '../time/instant';

/** So many identities reach a stage on a day. */
export interface ForecastEntry {
  /** The date, such as `2026-03-01`. */
  readonly day: string;
  readonly stage: string;
  readonly count: number;
}

/** A forecast as a picture shows it: bars of equal width, each a stack of series. */
export interface ForecastChart {
  /** The start of the first bar, and how many days a bar covers. */
  readonly from: Instant;
  readonly daysOfBar: number;
  readonly series: readonly Series[];
  /** The largest stack. */
  readonly most: number;
}

/** One stage, or the rest of them. */
export interface Series {
  readonly name: string;
  readonly total: number;
  /** By bar. */
  readonly counts: readonly number[];
}

const MOST_ENTRIES = 200_000;
const MOST_DAYS = 3_660;
const MOST_BARS = 122;

/**
 * Reads forecast entries: any order, days without an entry are zero, several of one day and stage add up.
 * @throws DormouseError `INVALID_ARGUMENT` with the place of what cannot be drawn.
 */
export function readForecast(entries: readonly ForecastEntry[], mostSeries: number): ForecastChart {
  if (!Array.isArray(entries) || entries.length > MOST_ENTRIES)
    refuse(`entries must be a list of at most ${MOST_ENTRIES}`);
  const dated = entries.map(readEntry);
  const from = dated.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const until = dated.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
  const days = dated.length === 0 ? 0 : (until - from) / MS_PER_DAY + 1;
  if (days > MOST_DAYS) refuse(`the days of entries must lie within ${MOST_DAYS}`);
  const daysOfBar = Math.max(1, Math.ceil(days / MOST_BARS));
  const bars = Math.ceil(days / daysOfBar);
  const counts = new Map<string, number[]>();
  for (const { at, stage, count } of dated) {
    const ofStage = counts.get(stage) ?? Array.from({ length: bars }, () => 0);
    const bar = Math.floor((at - from) / MS_PER_DAY / daysOfBar);
    ofStage[bar] = (ofStage[bar] ?? 0) + count;
    counts.set(stage, ofStage);
  }
  const series = gather(
    [...counts].map(([name, ofStage]) => ({ name: plainText(name), counts: ofStage, total: sum(ofStage) })),
    mostSeries,
    bars,
  );
  const stacks = Array.from({ length: bars }, (_, bar) => sum(series.map((each) => each.counts[bar] ?? 0)));
  return {
    from: Number.isFinite(from) ? from : 0,
    daysOfBar,
    series,
    most: stacks.reduce((a, b) => Math.max(a, b), 0),
  };
}

function readEntry(entry: unknown, index: number): { at: Instant; stage: string; count: number } {
  const place = `entries[${index}]`;
  if (!isObject(entry)) return refuse(`${place} must be an object`);
  const { day, stage, count }: { day?: unknown; stage?: unknown; count?: unknown } = entry;
  const at = typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? parseInstant(`${day}T00:00:00Z`) : null;
  if (at === null) return refuse(`${place}.day must be a date such as 2026-03-01`);
  if (typeof stage !== 'string') return refuse(`${place}.stage must be a text`);
  if (typeof count !== 'number' || !(count >= 0 && count <= Number.MAX_SAFE_INTEGER)) {
    return refuse(`${place}.count must be a number from 0`);
  }
  return { at, stage, count };
}

/** The stages in the order of their first entry; what is beyond the colours runs together as `other`. */
function gather(series: readonly Series[], most: number, bars: number): readonly Series[] {
  if (series.length <= most) return series;
  const rest = series.slice(most - 1);
  const counts = Array.from({ length: bars }, (_, bar) => sum(rest.map((each) => each.counts[bar] ?? 0)));
  return [...series.slice(0, most - 1), { name: `other (${rest.length} stages)`, counts, total: sum(counts) }];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function refuse(message: string): never {
  throw new DormouseError('INVALID_ARGUMENT', message, { name: 'entries' });
}
