import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** CBUAE Dormant Accounts Regulation: Dormant after 3 years; transfer to Central Bank after 5. */
export const uaeDormant: Pack = {
  id: 'ae-cbuae-dormant',
  title: 'CBUAE Dormant Accounts Regulation: Dormant after 3 years; transfer to Central Bank after 5',
  citation: {
    framework: 'CBUAE Dormant Accounts Regulation',
    edition: null,
    clause: 'C 1/2020 Art. 2 (3 y), Art. 8 (5 y)',
    jurisdiction: 'AE',
    scope: 'Savings/current accounts; dormancy defined at CUSTOMER level',
    asks: 'Dormant after 3 years; transfer to Central Bank after 5',
    boundary: 'no transaction and no customer communication, address unknown, no other active account',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'other accounts of the customer, which count: judge the customer, not the account',
      'the report, the payment and the transfer',
    ],
    mayBeExempt: ['litigation or regulatory requirement'],
    sources: [
      {
        ref: 'https://cbuae.thomsonreuters.com/en/rulebook/dormant-accounts-regulation (definitions)',
        kind: 'primary',
      },
      {
        ref: 'https://cbuae.thomsonreuters.com/en/rulebook/article-8-transfer-funds-dormant-accounts-or-unclaimed-balances-central-bank-and-reclaim (Art. 8, five years)',
        kind: 'primary',
      },
      {
        ref: 'https://www.professionallawyer.me/legal-articles/banking-law/is-it-legal-to-claim-unclaimed-account-funds-from-international-banks (Art. 2, three years)',
        kind: 'secondary',
      },
      {
        ref: 'https://www.emirates247.com/business/uae-central-bank-develops-new-framework-for-dormant-accounts-and-unclaimed-funds/3057 (newer circular)',
        kind: 'secondary',
      },
    ],
    confidence: 'mixed',
    unverified: [],
    grade: 'note',
    note: 'A newer circular extends the scope to finance companies, exchange houses and insurers: check whether C 1/2020 is still current.',
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({ id: 'inactive', does: marks('INACTIVE'), after: 'P3Y', atLeast: 'P3Y' }),
      stage({ id: 'transfer', does: marks('UNCLAIMED'), after: 'P5Y', atLeast: 'P5Y' }),
    ],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('INACTIVE'), mark('UNCLAIMED')],
  notes: [notBeforeNote('P3Y'), markNote('INACTIVE')],
};
