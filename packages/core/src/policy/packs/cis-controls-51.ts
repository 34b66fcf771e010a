import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** CIS Controls: Inventory of accounts validated at least quarterly. */
export const cisControls51: Pack = {
  id: 'cis-controls-8.1-5.1',
  title: 'CIS Controls: Inventory of accounts validated at least quarterly',
  citation: {
    framework: 'CIS Controls',
    edition: '8/8.1',
    clause: 'Safeguard 5.1',
    jurisdiction: 'global',
    scope: 'User and administrator accounts',
    asks: 'Inventory of accounts validated at least quarterly',
    boundary: null,
    activity: null,
    notices: null,
    evidence: 'Inventory holds name, username, start/stop dates, department',
    notCovered: ['who reviews, and that someone in charge confirms it', 'the inventory itself'],
    mayBeExempt: [],
    sources: [
      { ref: 'github.com/CISecurity/ControlsAssessmentSpecification control-5/control-5.1.rst', kind: 'primary' },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'confirmed',
    note: null,
  },
  demand: {
    kind: 'cycle',
    requirement: 'ACCESS_REVIEW',
    atMost: 'P3M',
    validFor: 'P2M',
    renewalGrace: 'P1M',
    dueWithin: 'P3M',
    onOverdue: 'WAIT',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [cycleNote('P3M'), waitNote],
};
