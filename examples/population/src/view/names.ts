import type { SourceKind } from '../source';
import type { Stage } from '../stages';

/** How the kinds of input are called. */
export const sourceNames: Readonly<Record<SourceKind, string>> = {
  'activity-csv': 'a log of activity',
  'credential-report': 'an AWS credential report',
  subjects: 'Dormouse subjects',
  'git-repository': 'a git repository',
};

/** Gives the name of a due or coming thing by its key: the label of a stage, else the key, which says what it is. */
export function labeller(stages: readonly Stage[]): (key: string) => string {
  const labels = new Map(stages.map(({ key, label }) => [key, label]));
  return (key) => labels.get(key) ?? key.replaceAll('\n', '/');
}
