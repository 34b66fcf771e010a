import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** RBI DEA Fund: Balances not operated for 10 years move to the DEA Fund. */
export const rbiDeaFund: Pack = {
  id: 'in-rbi-dea-fund',
  title: 'RBI DEA Fund: Balances not operated for 10 years move to the DEA Fund',
  citation: {
    framework: 'RBI DEA Fund',
    edition: null,
    clause: 'DEA Fund Scheme 2014 para 3(iii), as cited in RBI/2023-24/105',
    jurisdiction: 'IN',
    scope: 'Deposit accounts / unclaimed amounts',
    asks: 'Balances not operated for 10 years move to the DEA Fund',
    boundary: 'ten years or more',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'the report, the payment and the transfer',
      'automatic entries such as interest and charges: do not record them as activity',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'https://scribd.com/document/696343230/RBI-Circular-inoperative-accounts-unclaimed-deposits-in-banks (para 1)',
        kind: 'copy',
      },
      {
        ref: 'https://www.caclubindia.com/news/rbi-issues-revised-guidelines-for-inoperative-accounts-and-unclaimed-bank-deposits-24947.asp (text of RBI/2025-26/52, 12 Jun 2025)',
        kind: 'copy',
      },
      {
        ref: 'https://website.rbi.org.in/web/rbi/-/notifications/inoperative-accounts/-unclaimed-deposits-in-banks-revised-instructions-amendment-2025 (draft of the same amendment)',
        kind: 'primary',
      },
    ],
    confidence: 'copy',
    unverified: ['where the instruction sits after the RBI consolidation of 28 Nov 2025'],
    grade: 'confirmed',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P10Y', atLeast: 'P10Y' })],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [notBeforeNote('P10Y'), markNote('UNCLAIMED')],
};
