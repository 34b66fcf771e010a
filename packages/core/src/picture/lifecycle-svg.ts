import type { Status } from '../model/status';
import type { PolicySetInput } from '../policy/policy-set';
import { type Lane, readLifecycle, type Step } from './lifecycle';
import { element, label, type Svg, svgDocument, tooltip } from './svg';

const MARGIN = 24;
const LEAST_WIDTH = 760;
/** Room for the words of one stage. */
const GAP = 160;
/** From the title of a lane to the first line of what lifts it. */
const LANE_HEIGHT = 132;
const LINE = 18;

/**
 * A policy's lifecycle as SVG: each rule a lane, its stages on an axis of time (long times are drawn shorter than they
 * are), the status in between, and what lifts what.
 * @param document a policy document; `options` as for `compilePolicies` (its control types and operators).
 * @throws DormouseError `INVALID_POLICY`, and the others of `compilePolicies`.
 * @example
 * await writeFile('lifecycle.svg', lifecycleSvg(policy));
 */
export function lifecycleSvg(document: unknown, options: Omit<PolicySetInput, 'policies'> = {}): Svg {
  const { title, lanes, demands, more } = readLifecycle(document, options);
  const most = lanes.reduce((count, { steps }) => Math.max(count, steps.length), 0);
  const width = Math.max(LEAST_WIDTH, MARGIN * 2 + (most + 1) * GAP);
  const body: Svg[] = [label(MARGIN, 34, title, { class: 'dm-ink dm-title' }, width / 9)];
  let y = 56;
  for (const lane of lanes) {
    body.push(drawLane(lane, y, width));
    y += laneHeight(lane);
  }
  const lines = [
    ...(demands.length === 0 ? [] : ['Requirements', ...demands]),
    ...(more === 0 ? [] : [`and ${more} more`]),
  ];
  lines.forEach((line, index) => {
    body.push(
      label(MARGIN, y + 12 + index * LINE, line, { class: index === 0 ? 'dm-ink dm-strong' : 'dm-ink' }, width / 7),
    );
  });
  return svgDocument({
    width,
    height: y + lines.length * LINE + 12,
    title: `Lifecycle of ${title}`,
    description: [...lanes.map(inWords), ...demands].join('\n'),
    body,
  });
}

function laneHeight({ lifts }: Lane): number {
  return LANE_HEIGHT + lifts.length * LINE + LINE;
}

/** The lane for those who do not see it. */
function inWords({ title, start, steps, lifts }: Lane): string {
  const said = steps.map(({ id, after, what, status }) => `after ${after} ${id}, ${what}, ${status}`);
  return `${title}, from the ${start}: ${said.join('; ')}. ${lifts.join(' ')}`;
}

function drawLane(lane: Lane, top: number, width: number): Svg {
  const { title, start, steps, more, lifts } = lane;
  const xs = places(steps, width);
  const right = width - MARGIN;
  const bandTop = top + 22;
  const bounds = [MARGIN, ...xs, right];
  const statuses: readonly Status[] = ['APPROVED', ...steps.map(({ status }) => status)];
  const after = more === 0 ? '' : ` and ${more} more stages`;
  return element(
    'g',
    {},
    label(MARGIN, top + 12, `${title}${after}`, { class: 'dm-ink dm-strong' }, width / 8),
    ...bands(statuses, bounds, bandTop),
    element('path', { d: `M${MARGIN} ${bandTop + 32}H${right}`, class: 'dm-line-line' }),
    label(MARGIN, bandTop + 50, start, { class: 'dm-faint' }, 20),
    ...steps.map((step, index) => drawStep(step, xs[index] ?? right, bandTop)),
    ...lifts.map((line, index) =>
      label(MARGIN, top + LANE_HEIGHT + index * LINE, `↩ ${line}`, { class: 'dm-faint' }, width / 6.6),
    ),
  );
}

/** Places stages in time: the square root keeps days and years in one picture, and each gets room for its words. */
function places(steps: readonly Step[], width: number): readonly number[] {
  const left = MARGIN + GAP * 0.8;
  const right = width - MARGIN - GAP * 0.6;
  const longest = Math.sqrt(steps[steps.length - 1]?.days ?? 1) || 1;
  const xs: number[] = [];
  for (const { days } of steps) {
    const wanted = MARGIN + (Math.sqrt(days) / longest) * (right - MARGIN);
    xs.push(Math.max(wanted, left, (xs[xs.length - 1] ?? Number.NEGATIVE_INFINITY) + GAP));
  }
  return xs.map((x, index) => Math.min(x, right - (xs.length - 1 - index) * GAP));
}

/** The status as a band; equal neighbours run together. */
function bands(statuses: readonly Status[], bounds: readonly number[], top: number): readonly Svg[] {
  const drawn: Svg[] = [];
  for (let from = 0; from < statuses.length; ) {
    let to = from;
    while (to < statuses.length && statuses[to] === statuses[from]) to++;
    const [left = 0, end = 0, status = 'APPROVED'] = [bounds[from], bounds[to], statuses[from]];
    drawn.push(
      element('rect', {
        x: left,
        y: top,
        width: Math.max(0, end - left),
        height: 20,
        class: `dm-${status.toLowerCase()}`,
      }),
      label((left + end) / 2, top + 14, status, { class: 'dm-paper dm-band dm-middle' }),
    );
    from = to;
  }
  return drawn;
}

function drawStep({ id, after, does, what }: Step, x: number, top: number): Svg {
  const y = top + 32;
  const mark =
    does === 'notify'
      ? element('circle', { cx: x, cy: y, r: 6, class: 'dm-notice' })
      : element('rect', { x: x - 6, y: y - 6, width: 12, height: 12, class: 'dm-control' });
  return element(
    'g',
    {},
    tooltip(`${id}: ${what}, after ${after} without activity`),
    element('path', { d: `M${x} ${top + 20}V${y}`, class: 'dm-line-line' }),
    mark,
    label(x, y + 20, after, { class: 'dm-ink dm-middle dm-strong' }, 22),
    label(x, y + 36, id, { class: 'dm-ink dm-middle' }, 22),
    label(x, y + 52, what, { class: 'dm-faint dm-middle' }, 22),
  );
}
