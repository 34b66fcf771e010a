import { byNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** DoD ODP memo for NIST SP 800-171 Rev 3: DoD-defined value: disable after 90 days of inactivity. */
export const dodOdp171r3: Pack = {
  id: 'dod-odp-800-171r3-03.01.01',
  title: 'DoD ODP memo for NIST SP 800-171 Rev 3: DoD-defined value: disable after 90 days of inactivity',
  citation: {
    framework: 'DoD ODP memo for NIST SP 800-171 Rev 3',
    edition: 'April 2025',
    clause: '03.01.01.f.02 ODP.01',
    jurisdiction: 'US-DoD',
    scope: 'Defense contractors, once Rev 3 is contractually required',
    asks: 'DoD-defined value: disable after 90 days of inactivity',
    boundary: 'at most',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'https://grcacademy.io/blog/dod-defines-nist-800-171-r3-organizationally-defined-parameters-odps',
        kind: 'secondary',
      },
      { ref: 'https://www.cmmcnews.com/2371779/episodes/17053428', kind: 'secondary' },
    ],
    confidence: 'secondary',
    unverified: [
      'memo text, exact wording ("at most 90 days") and date (10 or 15 April 2025)',
      'whether the 24 h value reported for the same control is the time to disable or the time to notify',
    ],
    grade: 'note',
    note: 'Not in force: DFARS 7012 and CMMC still use Rev 2 under the class deviation.',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P89D', atMost: 'P90D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [
    byNote('P90D', 'P89D'),
    datedNote,
    practiceNote,
    'Not in force while Rev 2 is what contracts require: see the note of the citation.',
  ],
};
