import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** CIS Snowflake Foundations: Users who did not log in for 90 days are disabled. */
export const cisSnowflakeUsers: Pack = {
  id: 'cis-snowflake-1.8',
  title: 'CIS Snowflake Foundations: Users who did not log in for 90 days are disabled',
  citation: {
    framework: 'CIS Snowflake Foundations',
    edition: '1.0.0',
    clause: '1.8',
    jurisdiction: 'global',
    scope: 'Snowflake users',
    asks: 'Users who did not log in for 90 days are disabled',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'users who log in rarely, and service users: tag them and leave them out',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: ['infrequent users/service accounts: tag and filter out'],
    sources: [{ ref: 'tenable.com audit library: CIS_Snowflake_Foundations_v1.0.0_L1, item 1.8', kind: 'copy' }],
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
