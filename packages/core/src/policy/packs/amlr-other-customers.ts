import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** EU AMLR: Customer information updated at least every five years (all others). */
export const amlrOtherCustomers: Pack = {
  id: 'eu-amlr-art-26-other',
  title: 'EU AMLR: Customer information updated at least every five years (all others)',
  citation: {
    framework: 'EU AMLR',
    edition: 'applies from 10 July 2027',
    clause: 'Regulation (EU) 2024/1624 Art. 26(2)(b)',
    jurisdiction: 'EU',
    scope: 'All other customers',
    asks: 'Customer information updated at least every five years (all others)',
    boundary: 'shall not in any case exceed',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'an update when circumstances change',
      'what must be collected and verified',
      'higher-risk customers: one year, in a pack of its own',
    ],
    mayBeExempt: [],
    sources: [{ ref: 'fantasticsearch.net: CELEX 32024R1624 art. 26', kind: 'copy' }],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: null,
  },
  demand: {
    kind: 'cycle',
    requirement: 'KYC_REFRESH',
    atMost: 'P5Y',
    validFor: 'P57M',
    renewalGrace: 'P3M',
    dueWithin: 'P5Y',
    onOverdue: 'WAIT',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [cycleNote('P5Y'), waitNote, 'Applies from 10 July 2027: activate it in time.'],
};
