import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** HKMA: High-risk customers: minimum annual review. */
export const hkmaHighRisk: Pack = {
  id: 'hk-hkma-5.3',
  title: 'HKMA: High-risk customers: minimum annual review',
  citation: {
    framework: 'HKMA',
    edition: null,
    clause: 'AML/CFT Guideline 5.3',
    jurisdiction: 'HK',
    scope: 'Customers presenting high ML/TF risk',
    asks: 'High-risk customers: minimum annual review',
    boundary: 'minimum',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: ['an update when circumstances change', 'what must be collected and verified'],
    mayBeExempt: [],
    sources: [
      {
        ref: 'https://9lib.co/article/ongoing-monitoring-guideline-money-laundering-counter-financing-terrorism.y6eow7ko',
        kind: 'copy',
      },
    ],
    confidence: 'copy',
    unverified: ['edition date'],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'cycle',
    requirement: 'KYC_REFRESH',
    atMost: 'P1Y',
    validFor: 'P11M',
    renewalGrace: 'P1M',
    dueWithin: 'P1Y',
    onOverdue: 'WAIT',
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [cycleNote('P1Y'), waitNote],
};
