import type { Status } from '@dormouse/core';
import type { IdentityResult } from '../judge-identity';
import type { Stage } from '../stages';
import { DAYS_AHEAD, type Summary } from '../summary';
import { type Bars, barChart } from './bar-chart';
import { type Column, grid } from './grid';
import { printable } from './printable';
import type { Style } from './style';
import { cut, day, number, wrap } from './text';

const DAY = 86_400_000;
const statusOrder: readonly Status[] = ['APPROVED', 'PENDING', 'DENIED', 'DISABLED', 'ERROR'];

/** What the sections of a table need to know beside the counts. */
export interface Frame {
  readonly width: number;
  readonly style: Style;
  readonly stages: readonly Stage[];
  readonly labelOf: (key: string) => string;
}

/** Identities by kind and status. */
export function statusSection(summary: Summary, { width, style }: Frame): string[] {
  const kinds = [...summary.statuses].sort(([left], [right]) => (left < right ? -1 : 1));
  const shown = statusOrder.filter((status) => kinds.some(([, counts]) => counts.has(status)));
  const rows = kinds.map(([kind, counts]) => [
    printable(kind),
    ...cells(shown.map((status) => counts.get(status) ?? 0)),
  ]);
  if (kinds.length > 1) {
    const sums = shown.map((status) => kinds.reduce((sum, [, counts]) => sum + (counts.get(status) ?? 0), 0));
    rows.push(['all', ...cells(sums)]);
  }
  const columns: Column[] = [{ title: 'kind', side: 'left', shrinks: true }];
  for (const title of [...shown, 'total']) columns.push({ title, side: 'right' });
  return grid(columns, rows, width, (cell, column, row) => {
    if (row < 0) return style.faint(cell);
    const status = shown[column - 1];
    return status === undefined || cell.trim() === '·' ? cell : statusColour(status, style)(cell);
  });
}

function cells(counts: readonly number[]): string[] {
  const total = counts.reduce((sum, one) => sum + one, 0);
  return [...counts, total].map((count) => (count === 0 ? '·' : number(count)));
}

function statusColour(status: Status, style: Style): (text: string) => string {
  if (status === 'APPROVED') return style.good;
  return status === 'PENDING' ? style.warning : style.bad;
}

/** Who is inactive and since when. */
export function inactiveSection(summary: Summary, frame: Frame): string[] {
  const columns: Column[] = [
    { title: 'identity', side: 'left', shrinks: true },
    { title: 'kind', side: 'left' },
    { title: 'last active', side: 'left' },
    { title: 'days', side: 'right' },
    { title: 'now', side: 'left', shrinks: true },
  ];
  const rows = summary.inactive.values.map((result) => inactiveRow(result, summary.at, frame));
  const lines = grid(columns, rows, frame.width, (cell, column, row) => {
    if (row < 0) return frame.style.faint(cell);
    return column === 4 && cell.includes(' due') ? frame.style.warning(cell) : cell;
  });
  const more = summary.inactive.count - rows.length;
  return more > 0 ? [...lines, frame.style.faint(`… and ${number(more)} more`)] : lines;
}

function inactiveRow(result: IdentityResult, at: number, frame: Frame): string[] {
  const { identity } = result.subject;
  const never = `never (made ${day(identity.createdAt)})`;
  return [
    printable(identity.id),
    printable(identity.kind),
    result.lastActiveAt === null ? never : day(result.lastActiveAt),
    number(Math.floor((at - (result.inactiveSince ?? at)) / DAY)),
    printable(standing(result, frame)),
  ];
}

/** In a word or two, where an inactive identity stands. */
function standing(result: IdentityResult, frame: Frame): string {
  const controls = result.evaluation.statusDetails.activeControls.map(({ type }) => type);
  if (controls.length > 0) return [...new Set(controls)].join(', ');
  if (result.exempt.length > 0) return `exempt (${result.exempt.join(', ')})`;
  if (result.due.length > 0) return `${[...new Set(result.due.map(({ key }) => frame.labelOf(key)))].join(', ')} due`;
  const next = result.upcoming[0];
  return next === undefined ? '' : `${frame.labelOf(next.key)} ${day(next.at)}`;
}

/** What is due now, by stage, and who. */
export function dueSection(summary: Summary, { width, style, stages, labelOf }: Frame): string[] {
  const order = new Map(stages.map(({ key }, index) => [key, index]));
  const rank = (key: string) => order.get(key) ?? order.size;
  const groups = [...summary.due.values()].sort((left, right) => rank(left.key) - rank(right.key));
  return groups.flatMap(({ key, action, who }) => {
    const effect = action === 'skip' ? 'too late to send' : stages.find((stage) => stage.key === key)?.effect;
    const head = `${printable(labelOf(key))}${effect === undefined ? '' : ` (${printable(effect)})`}: ${number(who.count)}`;
    const ids = who.values.map(({ subject }) => printable(subject.identity.id));
    const more = who.count > ids.length ? [`… and ${number(who.count - ids.length)} more`] : [];
    const lines = wrap([...ids.map((id, index) => (index < ids.length - 1 ? `${id},` : id)), ...more], width - 2);
    return [cut(head, width), ...lines.map((line) => style.faint(`  ${cut(line, width - 2)}`))];
  });
}

/** What comes on the next days, by stage. */
export function aheadSection(summary: Summary, frame: Frame): string[] {
  const rows = frame.stages.flatMap(({ key }): Bars[] => {
    const counts = summary.ahead.get(key);
    return counts === undefined ? [] : [{ label: printable(frame.labelOf(key)), counts }];
  });
  if (rows.length === 0) return [frame.style.faint(`nothing in the next ${DAYS_AHEAD} days`)];
  return barChart(rows, summary.at, frame.style.bar);
}

/** An explanation, broken to the width; its own line breaks stay. */
export function explanationSection(text: string, { width }: Frame): string[] {
  return text.split('\n').flatMap((line) => {
    const indent = ' '.repeat(line.length - line.trimStart().length);
    return wrap(printable(line.trim()).split(' '), width - indent.length - 2).map(
      (part, index) => indent + (index === 0 ? part : `  ${part}`),
    );
  });
}
