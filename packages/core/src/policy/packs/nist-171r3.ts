import { datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** NIST SP 800-171: Disable system accounts inactive for [ODP]. */
export const nist171r3: Pack = {
  id: 'nist-800-171r3-03.01.01',
  title: 'NIST SP 800-171: Disable system accounts inactive for [ODP]',
  citation: {
    framework: 'NIST SP 800-171',
    edition: 'Rev 3',
    clause: '03.01.01.f.02 (A.03.01.01.ODP.01)',
    jurisdiction: 'US-federal',
    scope: 'System accounts handling CUI',
    asks: 'Disable system accounts inactive for [ODP]',
    boundary: null,
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'the other occasions of 03.01.01.f',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/FullStack-Platforms/ai-cyber-policy-bench@3ce22cb data/cyber-frameworks/nist-800-171/NIST.SP.800-171r3.md lines 360-368',
        kind: 'copy',
      },
      { ref: 'NIST SP 800-171A Rev 3, objectives for 03.01.01 (NIST OSCAL content)', kind: 'pointer' },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'template',
    note: '03.05.06 is WITHDRAWN in Rev 3 - cite 03.01.01.f.02 instead.',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: null, required: true, dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [
    'The text leaves the number to the organisation: without one in "stages" the pack builds nothing.',
    datedNote,
    practiceNote,
  ],
};
