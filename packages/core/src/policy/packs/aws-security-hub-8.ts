import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** AWS Security Hub / AWS Config: Unused IAM user credentials should be removed (90 days). */
export const awsSecurityHub8: Pack = {
  id: 'aws-fsbp-iam.8',
  title: 'AWS Security Hub / AWS Config: Unused IAM user credentials should be removed (90 days)',
  citation: {
    framework: 'AWS Security Hub / AWS Config',
    edition: null,
    clause: 'IAM.8',
    jurisdiction: 'global',
    scope: 'IAM user passwords and access keys',
    asks: 'Unused IAM user credentials should be removed (90 days)',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'the console password and each access key apart: register each credential as an identity of its own',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'docs.aws.amazon.com: AWSConfigRemediation-RevokeUnusedIAMUserCredentials, MaxCredentialUsageAge default 90',
        kind: 'primary',
      },
      {
        ref: 'github.com/prowler-cloud/prowler@3e000fa prowler/compliance/aws/aws_foundational_security_best_practices_aws.json (IAM.8)',
        kind: 'copy',
      },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P90D', atMost: 'P90D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [afterNote('P90D'), datedNote, practiceNote, 'An older control; IAM.22 says 45 days.'],
};
