import { importCredentialReport } from './formats/credential-report';
import { importEntraUsers } from './formats/entra-users';
import { importGitActivityCsv } from './formats/git-activity-csv';
import { importGithubUsers } from './formats/github-users';
import { importGitlabUsers } from './formats/gitlab-users';
import { importIbmReport } from './formats/ibm-report';
import { importOktaUsers } from './formats/okta-users';
import { importSubjectsNdjson } from './formats/subjects-ndjson';
import type { ImportContext, ImportItem } from './importer';

/** Reads one format. */
export type Importer = (source: AsyncIterable<Uint8Array>, context: ImportContext) => AsyncIterable<ImportItem>;

/** A format of a file: what it is, by which names it is recognised, and who reads it. */
export interface Format {
  readonly title: string;
  readonly shape: 'csv' | 'json';
  /** It fits when all the columns, or members of JSON, of one of these are there. */
  readonly signs: readonly (readonly string[])[];
  readonly read: Importer;
}

/** The name of a format. */
export type FormatName =
  | 'activity-csv'
  | 'credential-report'
  | 'entra-users'
  | 'github-users'
  | 'gitlab-users'
  | 'ibm-report'
  | 'okta-users'
  | 'subjects';

/** Every format that is recognised by itself. */
export const formats: Readonly<Record<FormatName, Format>> = {
  'activity-csv': {
    title: 'a CSV with the columns identity_id,kind,type,at,outcome',
    shape: 'csv',
    signs: [['identity_id'], ['at', 'outcome']],
    read: importGitActivityCsv,
  },
  'credential-report': {
    title: 'an AWS IAM credential report (CSV that begins with user,arn,user_creation_time)',
    shape: 'csv',
    signs: [['user', 'arn', 'user_creation_time']],
    read: importCredentialReport,
  },
  'entra-users': {
    title: 'users of Microsoft Entra ID with signInActivity (JSON of Microsoft Graph)',
    shape: 'json',
    signs: [['signInActivity'], ['userPrincipalName', 'createdDateTime']],
    read: importEntraUsers,
  },
  'github-users': {
    title: 'users of GitHub Enterprise (CSV of its reports)',
    shape: 'csv',
    signs: [['login', 'dormant?', 'last_active']],
    read: importGithubUsers,
  },
  'gitlab-users': {
    title: 'users of GitLab (JSON of its users API)',
    shape: 'json',
    signs: [['last_activity_on', 'username']],
    read: importGitlabUsers,
  },
  'ibm-report': {
    title: 'a report of inactive identities of IBM Cloud (JSON)',
    shape: 'json',
    signs: [
      ['report_duration', 'reference'],
      ['apikeys', 'serviceids', 'profiles'],
    ],
    read: importIbmReport,
  },
  'okta-users': {
    title: 'users of Okta (JSON of its users API)',
    shape: 'json',
    signs: [
      ['lastLogin', 'statusChanged', 'profile'],
      ['lastLogin', 'created', 'profile'],
    ],
    read: importOktaUsers,
  },
  subjects: {
    title: 'NDJSON of Dormouse subjects (one {"identity": …} a line)',
    shape: 'json',
    signs: [['identity'], ['subject', 'policies']],
    read: importSubjectsNdjson,
  },
};

export const formatNames: readonly FormatName[] = Object.keys(formats) as FormatName[];
