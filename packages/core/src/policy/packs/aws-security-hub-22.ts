import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** AWS Security Hub: IAM user credentials unused for 45 days should be removed. */
export const awsSecurityHub22: Pack = {
  id: 'aws-fsbp-iam.22',
  title: 'AWS Security Hub: IAM user credentials unused for 45 days should be removed',
  citation: {
    framework: 'AWS Security Hub',
    edition: null,
    clause: 'IAM.22',
    jurisdiction: 'global',
    scope: 'IAM user passwords and access keys',
    asks: 'IAM user credentials unused for 45 days should be removed',
    boundary: 'at or after',
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
        ref: 'github.com/prowler-cloud/prowler@3e000fa prowler/compliance/aws/aws_foundational_security_best_practices_aws.json (IAM.22)',
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
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P45D', atMost: 'P45D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [afterNote('P45D'), datedNote, practiceNote],
};
