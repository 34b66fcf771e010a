import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** CIS Alibaba Cloud Foundation: Users not logged on for 90 days or longer disabled for console logon. */
export const cisAlibabaConsole: Pack = {
  id: 'cis-alibaba-1.5',
  title: 'CIS Alibaba Cloud Foundation: Users not logged on for 90 days or longer disabled for console logon',
  citation: {
    framework: 'CIS Alibaba Cloud Foundation',
    edition: '2.0',
    clause: '1.5',
    jurisdiction: 'global',
    scope: 'RAM users, console logon only',
    asks: 'Users not logged on for 90 days or longer disabled for console logon',
    boundary: 'at or after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'anything but console logon: count only that',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/prowler-cloud/prowler@3e000fa prowler/compliance/alibabacloud/cis_2.0_alibabacloud.json (1.5)',
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
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P90D', atMost: 'P90D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [afterNote('P90D'), datedNote, practiceNote],
};
