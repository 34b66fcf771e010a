import { byNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** FedRAMP: Temporary/emergency accounts disabled no more than 96 hours from last use. */
export const fedrampModerateTemporary: Pack = {
  id: 'fedramp-r5-moderate-ac-2-2',
  title: 'FedRAMP: Temporary/emergency accounts disabled no more than 96 hours from last use',
  citation: {
    framework: 'FedRAMP',
    edition: 'Rev 5 Moderate',
    clause: 'AC-2(2)',
    jurisdiction: 'US-federal',
    scope: 'Temporary and emergency accounts',
    asks: 'Temporary/emergency accounts disabled no more than 96 hours from last use',
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
        ref: 'github.com/GSA/fedramp-automation@c784140 dist/content/rev5/baselines/yaml/FedRAMP_rev5_MODERATE-baseline_profile.yaml',
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
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'PT95H', atMost: 'PT96H', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [byNote('PT96H', 'PT95H'), datedNote, practiceNote, 'Hours, not days: PT96H is exact in every zone.'],
};
