import { markNote, notBeforeNote, overNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** CBN: Dormant/unclaimed at 10 years. */
export const nigeriaDormant: Pack = {
  id: 'ng-cbn-dormant',
  title: 'CBN: Dormant/unclaimed at 10 years',
  citation: {
    framework: 'CBN',
    edition: null,
    clause: 'CBN Guidelines (July 2024) and FAQs 25 July 2024',
    jurisdiction: 'NG',
    scope: 'Current, savings, term, prepaid and wallets',
    asks: 'Dormant/unclaimed at 10 years',
    boundary: 'more than 10 years',
    activity: null,
    notices: 'customer notified immediately on becoming inactive/dormant and every quarter after',
    evidence: null,
    notCovered: [
      'the notices: at once when inactive, and every quarter',
      'the stages of six months and one year, which were not confirmed',
      'the report, the payment and the transfer',
    ],
    mayBeExempt: ['litigation', 'investigation', 'encumbered accounts'],
    sources: [
      { ref: 'rocketparrot.com; livenews.ng; iwitness.ng (reports of the CBN guidelines and FAQs)', kind: 'secondary' },
    ],
    confidence: 'secondary',
    unverified: ['six-month inactive / one-year dormant definitions'],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P10Y1D', over: 'P10Y' })],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [overNote('P10Y', 'P10Y1D'), notBeforeNote('P10Y'), markNote('UNCLAIMED')],
};
