import { byNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** CIS Oracle Database 23ai: INACTIVE_ACCOUNT_TIME <= 120. */
export const cisOracleInactiveTime: Pack = {
  id: 'cis-oracle-db-3.8',
  title: 'CIS Oracle Database 23ai: INACTIVE_ACCOUNT_TIME <= 120',
  citation: {
    framework: 'CIS Oracle Database 23ai',
    edition: '1.0.0',
    clause: '3.8',
    jurisdiction: 'global',
    scope: 'Database profiles',
    asks: 'INACTIVE_ACCOUNT_TIME <= 120',
    boundary: 'at most',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'the profile parameter of the database itself',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [{ ref: 'tenable.com audit library: CIS_Oracle_Database_23ai_v1.0.0_L1, item 3.8', kind: 'copy' }],
    confidence: 'copy',
    unverified: [],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P119D', atMost: 'P120D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [byNote('P120D', 'P119D'), datedNote, practiceNote],
};
