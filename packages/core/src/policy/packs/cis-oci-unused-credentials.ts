import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** CIS Oracle Cloud Foundations: OCI IAM credentials unused for 45 days or more are disabled. */
export const cisOciUnusedCredentials: Pack = {
  id: 'cis-oci-foundations-1.16',
  title: 'CIS Oracle Cloud Foundations: OCI IAM credentials unused for 45 days or more are disabled',
  citation: {
    framework: 'CIS Oracle Cloud Foundations',
    edition: '3.1.0',
    clause: '1.16',
    jurisdiction: 'global',
    scope: 'OCI IAM local users: passwords and API keys',
    asks: 'OCI IAM credentials unused for 45 days or more are disabled',
    boundary: 'at or after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'credentials without any login: the benchmark calls them a finding at once, here they have the same time from their creation',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: ['OCI Administrator', 'break-glass accounts', 'service accounts'],
    sources: [
      {
        ref: 'github.com/prowler-cloud/prowler@3e000fa prowler/compliance/oraclecloud/cis_3.1_oraclecloud.json (1.16)',
        kind: 'copy',
      },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
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
