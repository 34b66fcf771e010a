import type { SourceKind } from '@dormouse/example-importers';
import type { Stage } from '../stages';

/** How the kinds of input are called. */
export const sourceNames: Readonly<Record<SourceKind, string>> = {
  'activity-csv': 'a log of activity',
  'credential-report': 'an AWS credential report',
  'entra-users': 'users of Microsoft Entra ID',
  'github-users': 'users of GitHub Enterprise',
  'gitlab-users': 'users of GitLab',
  'ibm-report': 'a report of inactive identities of IBM Cloud',
  'mapped-csv': 'a CSV, read by a mapping',
  'okta-users': 'users of Okta',
  subjects: 'Dormouse subjects',
  'git-repository': 'a git repository',
};

/** Gives the name of a due or coming thing by its key: the label of a stage, else the key, which says what it is. */
export function labeller(stages: readonly Stage[]): (key: string) => string {
  const labels = new Map(stages.map(({ key, label }) => [key, label]));
  return (key) => labels.get(key) ?? key.replaceAll('\n', '/');
}
