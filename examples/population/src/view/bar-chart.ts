import { cut, number, pad, shortDay, widthOf } from './text';

/** One row of the chart: a name and a count for each day. */
export interface Bars {
  readonly label: string;
  readonly counts: readonly number[];
}

const DAY = 86_400_000;
const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const LABEL = 18;

/**
 * A chart with a row for each name and a column for each day. Each row has its own scale: its fullest day is a full
 * block, whose count and date stand at the end, after the total.
 * @param from the first day (UTC ms)
 */
export function barChart(rows: readonly Bars[], from: number, paint: (bars: string) => string): string[] {
  if (rows.length === 0) return [];
  const labels = rows.map(({ label }) => cut(label, LABEL));
  const totals = rows.map(({ counts }) => number(sum(counts)));
  const left = Math.max(...labels.map(widthOf));
  const right = Math.max(...totals.map(widthOf), 'total'.length);
  const days = rows[0]?.counts.length ?? 0;
  const lines = rows.map(({ counts }, index) => {
    const name = pad(labels[index] ?? '', left, 'left');
    return `${name}  ${paint(bars(counts))}  ${pad(totals[index] ?? '', right, 'right')}  ${peak(counts, from)}`;
  });
  return [`${' '.repeat(left)}  ${axis(from, days)}  ${pad('total', right, 'right')}  most on one day`, ...lines];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0);
}

function bars(counts: readonly number[]): string {
  const most = Math.max(...counts);
  // One identity must be seen beside a thousand, so the lowest level is for anything above none.
  return counts.map((count) => (count === 0 ? '·' : levels[Math.ceil((count / most) * levels.length) - 1])).join('');
}

function peak(counts: readonly number[], from: number): string {
  const most = Math.max(...counts);
  return `${number(most)} on ${shortDay(from + counts.indexOf(most) * DAY)}`;
}

/** The first and the last day over the columns. */
function axis(from: number, days: number): string {
  const first = shortDay(from);
  const last = shortDay(from + (days - 1) * DAY);
  return first + ' '.repeat(Math.max(1, days - widthOf(first) - widthOf(last))) + last;
}
