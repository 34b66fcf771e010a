import { byNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** FedRAMP: Temporary/emergency accounts disabled no more than 24 hours from last use. */
export const fedrampHighTemporary: Pack = {
  id: 'fedramp-r5-high-ac-2-2',
  title: 'FedRAMP: Temporary/emergency accounts disabled no more than 24 hours from last use',
  citation: {
    framework: 'FedRAMP',
    edition: 'Rev 5 High',
    clause: 'AC-2(2)',
    jurisdiction: 'US-federal',
    scope: 'Temporary and emergency accounts',
    asks: 'Temporary/emergency accounts disabled no more than 24 hours from last use',
    boundary: 'at most, from LAST USE',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'the automation that creates and ends such accounts',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/GSA/fedramp-automation@c784140 dist/content/rev5/baselines/yaml/FedRAMP_rev5_HIGH-baseline_profile.yaml',
        kind: 'primary',
      },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'confirmed',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'PT23H', atMost: 'PT24H', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [byNote('PT24H', 'PT23H'), datedNote, practiceNote, 'Hours, not days: PT24H is exact in every zone.'],
};
