import { plainText } from '../evaluate/plain-text';
import { MS_PER_DAY } from '../time/calendar';
import type { Instant } from '../time/instant';
import { formatDate, utc } from '../time/zone';
import { type ForecastChart, type ForecastEntry, readForecast } from './forecast';
import { SERIES } from './style';
import { element, label, type Svg, svgDocument, tooltip } from './svg';

/** What a picture of a forecast is made from. */
export interface ForecastPictureInput {
  /** In any order; days without an entry are zero. Within ten years. */
  readonly entries: readonly ForecastEntry[];
  /** `Forecast` by default. */
  readonly title?: string;
}

const WIDTH = 960;
const LEFT = 72;
const RIGHT = WIDTH - 28;
const TOP = 56;
const BOTTOM = 316;
const LEGEND = 22;

/**
 * A forecast as SVG: how many identities reach which stage on which day, as stacked bars. Of long forecasts a bar
 * covers several days, and says so.
 * @throws DormouseError `INVALID_ARGUMENT` with the place of what cannot be drawn.
 * @example
 * const svg = forecastSvg({ entries: [{ day: '2026-03-01', stage: 'warn', count: 12 }] });
 */
export function forecastSvg({ entries, title = 'Forecast' }: ForecastPictureInput): Svg {
  const chart = readForecast(entries, SERIES);
  const said = plainText(String(title));
  const bars = chart.series[0]?.counts.length ?? 0;
  const unit = chart.daysOfBar === 1 ? 'a bar is a day' : `a bar is ${chart.daysOfBar} days`;
  return svgDocument({
    width: WIDTH,
    height: BOTTOM + 44 + Math.max(1, chart.series.length) * LEGEND,
    title: said,
    description: inWords(chart),
    body: [
      label(24, 34, said, { class: 'dm-ink dm-title' }, 80),
      label(RIGHT, 34, bars === 0 ? 'nothing is expected' : unit, { class: 'dm-faint dm-end' }),
      ...grid(chart),
      ...Array.from({ length: bars }, (_, bar) => drawBar(chart, bar, bars)),
      ...dates(chart, bars),
      ...chart.series.map(drawLegend),
    ],
  });
}

/** A round number that is not below a number, and not far above it; its half is round too. */
function roundUp(number: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, number)));
  const steps = power === 1 ? [1, 2, 4, 6, 8, 10] : [1, 1.2, 1.4, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];
  return (steps.find((step) => step * power >= number) ?? 10) * power;
}

function heightOf(count: number, { most }: ForecastChart): number {
  return (count / roundUp(most)) * (BOTTOM - TOP);
}

function grid(chart: ForecastChart): readonly Svg[] {
  const top = roundUp(chart.most);
  const steps = top < 2 ? [0, 1] : [0, 0.5, 1];
  return steps.map((share) => {
    const y = BOTTOM - share * (BOTTOM - TOP);
    return (
      element('path', { d: `M${LEFT} ${y}H${RIGHT}`, class: 'dm-line-line' }) +
      label(LEFT - 8, y + 4, grouped(share * top), { class: 'dm-faint dm-end' })
    );
  });
}

function drawBar(chart: ForecastChart, bar: number, bars: number): Svg {
  const width = (RIGHT - LEFT) / bars;
  const x = LEFT + bar * width + width * 0.1;
  let y = BOTTOM;
  const parts = chart.series.flatMap(({ counts }, index) => {
    const count = counts[bar] ?? 0;
    if (count === 0) return [];
    const height = heightOf(count, chart);
    y -= height;
    return [element('rect', { x, y, width: width * 0.8, height: Math.max(0.5, height), class: `dm-series-${index}` })];
  });
  if (parts.length === 0) return '';
  const said = chart.series.filter(({ counts }) => (counts[bar] ?? 0) > 0);
  const words = said.map(({ name, counts }) => `${name} ${grouped(counts[bar] ?? 0)}`).join(', ');
  return element('g', {}, tooltip(`${formatDate(startOf(chart, bar), utc)}: ${words}`), ...parts);
}

function startOf({ from, daysOfBar }: ForecastChart, bar: number): Instant {
  return from + bar * daysOfBar * MS_PER_DAY;
}

/** The dates of the first bar, the last, and some between. */
function dates(chart: ForecastChart, bars: number): readonly Svg[] {
  if (bars === 0) return [];
  const width = (RIGHT - LEFT) / bars;
  const shown = [...new Set([0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * (bars - 1))))];
  return shown.map((bar) => {
    const anchor = bar === 0 ? 'dm-start' : bar === bars - 1 ? 'dm-end' : 'dm-middle';
    const x = bar === 0 ? LEFT : bar === bars - 1 ? RIGHT : LEFT + (bar + 0.5) * width;
    return label(x, BOTTOM + 20, formatDate(startOf(chart, bar), utc), { class: `dm-faint ${anchor}` });
  });
}

function drawLegend({ name, total }: { readonly name: string; readonly total: number }, index: number): Svg {
  const y = BOTTOM + 40 + index * LEGEND;
  const mark = element('rect', { x: LEFT, y: y - 10, width: 12, height: 12, class: `dm-series-${index}` });
  return mark + label(LEFT + 20, y, `${name}: ${grouped(total)} in all`, { class: 'dm-ink' }, 100);
}

/** `12,345` */
function grouped(number: number): string {
  const whole = Number.isInteger(number) ? String(number) : number.toFixed(1);
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

function inWords(chart: ForecastChart): string {
  if (chart.series.length === 0) return 'Nothing is expected.';
  const bars = chart.series[0]?.counts.length ?? 0;
  const last = formatDate(startOf(chart, bars) - MS_PER_DAY, utc);
  return [
    `From ${formatDate(chart.from, utc)} to ${last}.`,
    ...chart.series.map(({ name, total, counts }) => {
      const peak = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
      return `${name}: ${grouped(total)} in all, most on ${formatDate(startOf(chart, peak), utc)} (${grouped(counts[peak] ?? 0)}).`;
    }),
  ].join('\n');
}
