import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** Luxembourg: Inactive account law: consignment after 10 years. */
export const luxembourgInactive: Pack = {
  id: 'lu-2022-inactive',
  title: 'Luxembourg: Inactive account law: consignment after 10 years',
  citation: {
    framework: 'Luxembourg',
    edition: null,
    clause: 'Law of 30 March 2022 (in force 1 June 2022)',
    jurisdiction: 'LU',
    scope: 'Accounts, safe-deposit boxes; e-money accounts excluded',
    asks: 'Inactive account law: consignment after 10 years',
    boundary: 'after',
    activity: null,
    notices: 'registered letter after three (or five) years of inactivity; account considered inactive at six years',
    evidence: null,
    notCovered: [
      'e-money accounts',
      'which accounts are told after three and which after five years: the default is the earlier',
      'consignment within three months',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'moyselaw.lu; elvingerhoss.lu; guichet.public.lu; ashurst.com (notes on the law of 30 March 2022)',
        kind: 'secondary',
      },
    ],
    confidence: 'secondary',
    unverified: ['which cases take 3 and which 5 years'],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({ id: 'notice', does: { notify: 'inactive-account-letter' }, after: 'P3Y', atMost: 'P5Y', atLeast: 'P3Y' }),
      stage({ id: 'inactive', does: marks('INACTIVE'), after: 'P6Y', atLeast: 'P6Y' }),
      stage({ id: 'consign', does: marks('UNCLAIMED'), after: 'P10Y1D', over: 'P10Y' }),
    ],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('INACTIVE'), mark('UNCLAIMED')],
  notes: [
    notBeforeNote('P6Y'),
    markNote('INACTIVE'),
    'A registered letter after three or five years, inactive at six, consigned after ten.',
  ],
};
