import { byNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** DCSA DAAPM: Inactive accounts automatically disabled after at most 90 days. */
export const dcsaDaapm: Pack = {
  id: 'dcsa-daapm-ac-2-3',
  title: 'DCSA DAAPM: Inactive accounts automatically disabled after at most 90 days',
  citation: {
    framework: 'DCSA DAAPM',
    edition: 'Appendix A',
    clause: 'AC-2(3)',
    jurisdiction: 'US-DoD',
    scope: 'Classified contractor systems under DCSA',
    asks: 'Inactive accounts automatically disabled after at most 90 days',
    boundary: 'maximum',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'the review every three months',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [{ ref: 'github.com/chaffin/RMF@c3553fe docs/guidance.md', kind: 'copy' }],
    confidence: 'copy',
    unverified: ['DAAPM version (the source dates from August 2021 and may be superseded)'],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P89D', atMost: 'P90D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [byNote('P90D', 'P89D'), datedNote, practiceNote],
};
