import type { Summary } from '../summary';
import { day } from './text';

const DAY = 86_400_000;

/** The counts of a population as data. */
export function summaryToJson(summary: Summary, problems: number, labelOf: (key: string) => string): object {
  return {
    identities: summary.total,
    problems,
    statuses: Object.fromEntries([...summary.statuses].map(([kind, counts]) => [kind, Object.fromEntries(counts)])),
    inactive: summary.inactive.count,
    notApplicable: summary.notApplicable,
    exempt: summary.exempt,
    notYetCreated: summary.notYet,
    undecided: Object.fromEntries(summary.undecided),
    due: [...summary.due.values()].map(({ key, action, who }) => ({ stage: labelOf(key), action, count: who.count })),
    ahead: [...summary.ahead].map(([key, days]) => ({ stage: labelOf(key), days: daysToJson(days, summary.at) })),
  };
}

function daysToJson(counts: readonly number[], from: number): object[] {
  return counts.flatMap((count, index) => (count === 0 ? [] : [{ date: day(from + index * DAY), count }]));
}
