import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** France Loi Eckert: Inactive account: 1 year (current) / 5 years (savings, securities); transfer at 10 years. */
export const franceEckert: Pack = {
  id: 'fr-eckert',
  title: 'France Loi Eckert: Inactive account: 1 year (current) / 5 years (savings, securities); transfer at 10 years',
  citation: {
    framework: 'France Loi Eckert',
    edition: null,
    clause: 'Loi 2014-617 du 13 juin 2014 (Eckert)',
    jurisdiction: 'FR',
    scope:
      'Current accounts P1Y; passbook, term, securities P5Y; deceased holder P1Y; transfer to CDC P10Y (P3Y after death)',
    asks: 'Inactive account: 1 year (current) / 5 years (savings, securities); transfer at 10 years',
    boundary: 'no holder-initiated operation AND no sign of life AND no operation on any other account at the bank',
    activity:
      'holder-initiated operation; any contact incl. viewing accounts online; activity on another account in the same bank. Fees and interest do not count',
    notices: 'holder informed when inactivity is found and every year after',
    evidence: null,
    notCovered: [
      'savings and securities accounts, 5 years: build it a second time with its own dates',
      'after a death: 1 year, and transfer after 3',
      'activity on other accounts at the bank, which counts: record it on each',
      'automatic entries such as interest and charges: do not record them as activity',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'bank notices on the Loi Eckert: ing.fr, boursobank-group.com, banquefrancaisemutualiste.fr, bbva.fr, casden.fr',
        kind: 'secondary',
      },
    ],
    confidence: 'secondary',
    unverified: ['article numbers CMF L312-19/-20', 'six-month notice before transfer'],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({ id: 'inactive', does: marks('INACTIVE'), after: 'P1Y', atLeast: 'P1Y' }),
      stage({ id: 'transfer', does: marks('UNCLAIMED'), after: 'P10Y', atLeast: 'P10Y' }),
    ],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('INACTIVE'), mark('UNCLAIMED')],
  notes: [
    notBeforeNote('P1Y'),
    markNote('INACTIVE'),
    'The holder is told when inactivity is found, and every year after: do so on the event of the mark.',
  ],
};
