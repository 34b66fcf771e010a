import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** CIS AWS Foundations: Credentials unused for 45 days or more are disabled. */
export const cisAwsUnusedCredentials: Pack = {
  id: 'cis-aws-foundations-unused-credentials',
  title: 'CIS AWS Foundations: Credentials unused for 45 days or more are disabled',
  citation: {
    framework: 'CIS AWS Foundations',
    edition: '1.4-7.0',
    clause: '1.12 (v1.4.0-v4.0.1) / 1.11 (v5.0.0) / 2.11 (v6.0.0, v7.0.0)',
    jurisdiction: 'global',
    scope: 'IAM users: console password and each active access key evaluated separately',
    asks: 'Credentials unused for 45 days or more are disabled',
    boundary: 'at or after 45 days (">= 45")',
    activity: null,
    notices: null,
    evidence: 'IAM credential report',
    notCovered: [
      'the console password and each access key apart: register each credential as an identity of its own',
      'the root account',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: ['root account (excluded from the audit)'],
    sources: [
      {
        ref: 'github.com/prowler-cloud/prowler@3e000fa prowler/compliance/aws/cis_{3.0,4.0,5.0,6.0,7.0}_aws.json',
        kind: 'copy',
      },
      { ref: 'github.com/turbot/steampipe-mod-aws-compliance@a1d0b44 cis_v*/section_*.pp', kind: 'copy' },
      { ref: 'tenable.com audit library: CIS_Amazon_Web_Services_Foundations_v7.0.0_L1, item 2.11', kind: 'copy' },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: 'The number of the clause moves between versions: 1.12 holds only for v1.4.0 to v4.0.1. Earlier versions said 90 days: v1.2.0 (1.3) and v1.3.0 (1.12).',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P45D', atMost: 'P45D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [
    afterNote('P45D'),
    datedNote,
    practiceNote,
    'The clock of a credential that was never used starts with the change of the password or the rotation of the key: give that date as createdAt, and register a new identity when it changes.',
  ],
};
