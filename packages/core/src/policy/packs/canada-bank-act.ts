import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** Canada Bank Act: Unclaimed balance: 10 years without transaction or acknowledged statement. */
export const canadaBankAct: Pack = {
  id: 'ca-bank-act-10y',
  title: 'Canada Bank Act: Unclaimed balance: 10 years without transaction or acknowledged statement',
  citation: {
    framework: 'Canada Bank Act',
    edition: null,
    clause: 'Bank Act s. 438 (same words in Trust and Loan Companies Act s. 424); notices s. 439',
    jurisdiction: 'CA',
    scope: 'Deposits payable in Canada',
    asks: 'Unclaimed balance: 10 years without transaction or acknowledged statement',
    boundary:
      '10 years since later of last transaction or statement requested/acknowledged; fixed term from end of term',
    activity: null,
    notices:
      'notices in January following the first 2, 5 and 9 years; mail and e-mail if both known (Bank of Canada); year-9 notice must explain transfer',
    evidence: null,
    notCovered: [
      'the report, the payment and the transfer by 31 December',
      'the month: notices go out in the January after 2, 5 and 9 years',
      'fixed terms: the clock starts at their end, so record that as activity',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'laws-lois.justice.gc.ca: Bank Act s. 439 (page 177); Trust and Loan Companies Act (T-19.8) s. 424',
        kind: 'primary',
      },
      { ref: 'https://unclaimedproperties.bankofcanada.ca/app/fi-bank-balances', kind: 'primary' },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'confirmed',
    note: 'Multi-stage notice schedule: P2Y, P5Y, P9Y, then act at P10Y.',
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({ id: 'notice-2', does: { notify: 'unclaimed-balance-notice' }, after: 'P2Y', atLeast: 'P2Y' }),
      stage({ id: 'notice-5', does: { notify: 'unclaimed-balance-notice' }, after: 'P5Y', atLeast: 'P5Y' }),
      stage({ id: 'notice-9', does: { notify: 'unclaimed-balance-notice' }, after: 'P9Y', atLeast: 'P9Y' }),
      stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P10Y', atLeast: 'P10Y' }),
    ],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [
    notBeforeNote('P10Y'),
    markNote('UNCLAIMED'),
    'The notice after nine years must explain the transfer. What follows keeps a year from it (P4).',
  ],
};
