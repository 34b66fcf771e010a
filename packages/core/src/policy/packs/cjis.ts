import { datedNote, practiceNote, withinNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** FBI CJIS Security Policy: Disable accounts inactive 90 calendar days, within one week. */
export const cjis: Pack = {
  id: 'cjis-6.0-ac-2-3',
  title: 'FBI CJIS Security Policy: Disable accounts inactive 90 calendar days, within one week',
  citation: {
    framework: 'FBI CJIS Security Policy',
    edition: '6.0 (2024-12-27)',
    clause: 'AC-2(3)(d)',
    jurisdiction: 'US',
    scope: 'Accounts on systems with criminal justice information',
    asks: 'Disable accounts inactive 90 calendar days, within one week',
    boundary: 'after 90 CALENDAR days',
    activity: null,
    notices: null,
    evidence:
      'AC-2(4) automatic audit of create/modify/enable/disable/remove; AC-2j review at least annually; AC-2h notify account managers and admins within one day',
    notCovered: [
      'temporary and emergency accounts, AC-2(2): their clock is age, not inactivity',
      'high-risk individuals, AC-2(13): within 30 minutes',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [
      'infrequently used accounts / accounts of last resort are not subject to automatic disabling or removal dates (AC-2 discussion)',
    ],
    sources: [
      {
        ref: 'github.com/ObscureLogFile/cjis-compliance@2c49df6 AC-2_3.md and _cjis_raw_extract.txt (page 20 of v6.0)',
        kind: 'copy',
      },
    ],
    confidence: 'copy',
    unverified: ['v6.1 (2026-06-25) is reported to exist; its text is not confirmed here'],
    grade: 'confirmed',
    note: 'Related: AC-2(2) temporary/emergency accounts removed within 72 hours (PT72H); AC-2(13) high-risk individuals disabled within 30 minutes (PT30M). v5.8 (2019) said only "a specified period of inactivity" (5.6.3.1).',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P90D', atMost: 'P90D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [withinNote('P90D', 'P7D'), datedNote, practiceNote, "Calendar days: set timeZone to the agency's zone."],
};
