import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** CMS ARC-AMPE (AE): ACA consumer accounts inactive 15 months. */
export const cmsConsumer: Pack = {
  id: 'cms-arc-ampe-ac-02-03-consumer',
  title: 'CMS ARC-AMPE (AE): ACA consumer accounts inactive 15 months',
  citation: {
    framework: 'CMS ARC-AMPE (AE)',
    edition: '1.03 (2025-10-23)',
    clause: 'AC-02(03)',
    jurisdiction: 'US',
    scope: 'ACA consumer accounts',
    asks: 'ACA consumer accounts inactive 15 months',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      "accounts that are not a consumer's",
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [
      { ref: 'https://coalfire.com/the-coalfire-blog/cms-releases-arc-ampe-ae-version-1-03', kind: 'secondary' },
    ],
    confidence: 'secondary',
    unverified: [],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P15M', atMost: 'P15M', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [afterNote('P15M'), datedNote, practiceNote],
};
