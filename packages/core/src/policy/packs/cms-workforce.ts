import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** CMS ARC-AMPE (AE): Non-consumer accounts inactive 60 days. */
export const cmsWorkforce: Pack = {
  id: 'cms-arc-ampe-ac-02-03-workforce',
  title: 'CMS ARC-AMPE (AE): Non-consumer accounts inactive 60 days',
  citation: {
    framework: 'CMS ARC-AMPE (AE)',
    edition: '1.03 (2025-10-23)',
    clause: 'AC-02(03)',
    jurisdiction: 'US',
    scope: 'All non-consumer accounts of ACA/Medicaid administering entities',
    asks: 'Non-consumer accounts inactive 60 days',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'consumer accounts',
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
    note: 'Consumer accounts have a threshold of their own.',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P60D', atMost: 'P60D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [afterNote('P60D'), datedNote, practiceNote],
};
