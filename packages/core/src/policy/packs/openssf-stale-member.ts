import { practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** OpenSSF SCM Best Practices: Organisation members should have activity in the last 6 months. */
export const openssfStaleMember: Pack = {
  id: 'openssf-scm-stale-member',
  title: 'OpenSSF SCM Best Practices: Organisation members should have activity in the last 6 months',
  citation: {
    framework: 'OpenSSF SCM Best Practices',
    edition: null,
    clause: 'stale_member_found',
    jurisdiction: 'global',
    scope: 'GitHub organisation members',
    asks: 'Organisation members should have activity in the last 6 months',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: ['the removal from the organisation: the member is disabled, and you are told'],
    mayBeExempt: [],
    sources: [
      { ref: 'https://best.openssf.org/SCM-BestPractices/github/member/stale_member_found.html', kind: 'primary' },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P6M' })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: ['Guidance: another number is your own choice.', practiceNote],
};
