import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** EU AMLR: Customer information updated at least every year (higher risk). */
export const amlrHigherRisk: Pack = {
  id: 'eu-amlr-art-26-high',
  title: 'EU AMLR: Customer information updated at least every year (higher risk)',
  citation: {
    framework: 'EU AMLR',
    edition: 'applies from 10 July 2027',
    clause: 'Regulation (EU) 2024/1624 Art. 26(2)(a)',
    jurisdiction: 'EU',
    scope: 'Higher-risk customers under Chapter III Section 4 (EDD)',
    asks: 'Customer information updated at least every year (higher risk)',
    boundary: 'shall not in any case exceed',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: ['an update when circumstances change', 'what must be collected and verified'],
    mayBeExempt: [],
    sources: [
      { ref: 'fantasticsearch.net: CELEX 32024R1624 art. 26', kind: 'copy' },
      { ref: 'springlex.netlify.app: art. 26', kind: 'copy' },
      { ref: 'roaring.io (application date)', kind: 'secondary' },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: 'Also Art. 26(3): update on change of circumstances, legal duty to contact, or relevant fact.',
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
  notes: [cycleNote('P1Y'), waitNote, 'Applies from 10 July 2027: activate it in time.'],
};
