import { plainText } from '../evaluate/plain-text';
import type { IdentityEvent } from '../model/event';
import { type InstantInput, toInstant } from '../model/time-checks';
import type { Instant } from '../time/instant';
import { createZone, formatDate, utc, type Zone } from '../time/zone';
import { checkTimelineInput } from './check-timeline';
import { element, label, type Svg, svgDocument, tooltip } from './svg';
import { type Mark, readTimeline, type Span, type Timeline } from './timeline';

/** What a picture of an identity is made from. */
export interface TimelineInput {
  /** The identity's events, such as `events.list` or `history` give; those of others are refused. At most 10,000. */
  readonly events: readonly IdentityEvent[];
  /** Where the picture ends, and open spans with it. Later events are left out. */
  readonly until: InstantInput;
  /** What the picture is called; the identity's id by default. */
  readonly title?: string;
  /** The IANA zone of the dates; `UTC` by default. */
  readonly timeZone?: string;
}

const WIDTH = 960;
const LEFT = 170;
const RIGHT = WIDTH - 28;
const ROW = 30;
const TOP = 60;
const TICKS = 4;
/** More rows of a kind than this are counted, and not drawn. */
const MOST_ROWS = 12;
const MOST_MARKS = 500;

/**
 * An identity's history as SVG: its status, controls and exemptions as bars, notices, requirements and returns as
 * marks.
 * @throws DormouseError `INVALID_INSTANT`; `INVALID_TIME_ZONE`; `INVALID_ARGUMENT` for events of several identities, or
 * too many.
 * @example
 * const svg = timelineSvg({ events, until: '2026-03-01T00:00:00Z' });
 */
export function timelineSvg(input: TimelineInput): Svg {
  checkTimelineInput(input);
  const zone = createZone(input.timeZone ?? 'UTC') ?? utc;
  const timeline = readTimeline(input.events, toInstant(input.until, 'until'));
  const title = plainText(input.title ?? input.events[0]?.identityId ?? 'No events');
  const rows = rowsOf(timeline);
  const bottom = TOP + rows.length * ROW;
  return svgDocument({
    width: WIDTH,
    height: bottom + 44,
    title: `History of ${title}`,
    description: inWords(timeline, zone),
    body: [
      label(24, 34, title, { class: 'dm-ink dm-title' }, 90),
      ...axis(timeline, bottom, zone),
      ...rows.map((row, index) => drawRow(row, TOP + index * ROW, timeline, zone)),
    ],
  });
}

/** A row: bars and marks, with a name on the left. */
interface Row {
  readonly name: string;
  readonly bars: readonly Bar[];
  readonly marks: readonly Mark[];
}

interface Bar {
  readonly from: Instant;
  readonly until: Instant;
  readonly words: string;
  /** The colour's class. */
  readonly look: string;
  /** Whether the words stand in the bar. */
  readonly named: boolean;
}

function rowsOf(timeline: Timeline): readonly Row[] {
  const { statuses, controls, exemptions, marks } = timeline;
  const bar = <T>({ from, until }: Span<T>, words: string, look: string, named = false): Bar => ({
    from,
    until,
    words,
    look,
    named,
  });
  const status = statuses.map((span) => bar(span, span.of, span.of.toLowerCase(), true));
  const own = controls.map((span) => ({
    name: plainText(span.of.type),
    bars: [
      bar(span, `${plainText(span.of.type)} (${plainText(span.of.reasonCode)}), set by ${span.of.setBy}`, 'control'),
    ],
  }));
  const exempt = exemptions.map((span) => ({
    name: `${span.of.kind.toLowerCase().replace('_', ' ')} ${plainText(span.of.id)}`,
    bars: [bar(span, `${span.of.kind} ${plainText(span.of.id)}`, 'exempt')],
  }));
  const marked = (['Notices', 'Returns', 'Requirements'] as const).map((name) => ({
    name,
    bars: [],
    marks: marks.filter(({ row }) => row === name).slice(0, MOST_MARKS),
  }));
  return [
    { name: 'Status', bars: status, marks: [] },
    ...[...cut(own, 'controls'), ...cut(exempt, 'exemptions')].map((row) => ({ ...row, marks: [] })),
    ...marked.filter((row) => row.marks.length > 0),
  ];
}

function cut(rows: readonly Omit<Row, 'marks'>[], what: string): readonly Omit<Row, 'marks'>[] {
  if (rows.length <= MOST_ROWS) return rows;
  const rest = rows.slice(MOST_ROWS);
  return [
    ...rows.slice(0, MOST_ROWS),
    { name: `${rest.length} more ${what}`, bars: rest.flatMap(({ bars }) => bars).slice(0, MOST_MARKS) },
  ];
}

function place(at: Instant, { from, until }: Timeline): number {
  const share = until > from ? (at - from) / (until - from) : 0;
  return LEFT + Math.min(1, Math.max(0, share)) * (RIGHT - LEFT);
}

function axis(timeline: Timeline, bottom: number, zone: Zone): readonly Svg[] {
  const { from, until } = timeline;
  return Array.from({ length: TICKS + 1 }, (_, index) => {
    const at = from + ((until - from) * index) / TICKS;
    const x = place(at, timeline);
    const anchor = index === 0 ? 'dm-start' : index === TICKS ? 'dm-end' : 'dm-middle';
    return (
      element('path', { d: `M${Math.round(x)} ${TOP - 6}V${bottom + 6}`, class: 'dm-line-line' }) +
      label(x, bottom + 24, formatDate(Math.floor(at), zone), { class: `dm-faint ${anchor}` })
    );
  });
}

function drawRow({ name, bars, marks }: Row, top: number, timeline: Timeline, zone: Zone): Svg {
  const drawn = bars.map(({ from, until, words, look, named }) => {
    const x = place(from, timeline);
    const width = Math.max(2, place(until, timeline) - x);
    const tip = tooltip(`${words}: ${formatDate(from, zone)} to ${formatDate(until, zone)}`);
    const inside =
      named && width > words.length * 9 ? label(x + 6, top + 15, words, { class: 'dm-paper dm-band' }) : '';
    return element('g', {}, tip, element('rect', { x, y: top, width, height: 20, class: `dm-${look}` }), inside);
  });
  const points = marks.map(({ at, what, open }) => {
    const x = place(at, timeline);
    const tip = tooltip(`${what}, ${formatDate(at, zone)}`);
    return element('circle', { cx: x, cy: top + 10, r: 6, class: open ? 'dm-paper dm-ring' : 'dm-notice' }, tip);
  });
  return element(
    'g',
    {},
    label(24, top + 15, marks.some(({ open }) => open) ? `${name} (○ ended)` : name, { class: 'dm-ink' }, 20),
    ...drawn,
    ...points,
  );
}

/** The history for those who do not see it, in the order in which it happened. */
function inWords({ statuses, controls, exemptions, marks }: Timeline, zone: Zone): string {
  const lines = [
    ...statuses.map(({ of, from }) => ({ at: from, what: of })),
    ...controls.map(({ of, from }) => ({ at: from, what: `control ${plainText(of.type)} set` })),
    ...controls
      .filter(({ of }) => of.deletedAt !== null)
      .map(({ of, until }) => ({ at: until, what: `control ${plainText(of.type)} lifted` })),
    ...exemptions.map(({ of, from }) => ({ at: from, what: `exemption ${plainText(of.id)}` })),
    ...marks,
  ].sort((left, right) => left.at - right.at);
  const said = lines.slice(0, 100).map(({ at, what }) => `${formatDate(at, zone)}: ${what}.`);
  return [...said, ...(lines.length > 100 ? [`And ${lines.length - 100} more.`] : [])].join('\n');
}
