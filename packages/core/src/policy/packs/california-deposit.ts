import { markNote, notBeforeNote, overNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** California Unclaimed Property Law: Deposits escheat when owner inactive more than three years. */
export const californiaDeposit: Pack = {
  id: 'us-ca-ccp-1513',
  title: 'California Unclaimed Property Law: Deposits escheat when owner inactive more than three years',
  citation: {
    framework: 'California Unclaimed Property Law',
    edition: null,
    clause: 'CCP s. 1513(a)(1)',
    jurisdiction: 'US-CA',
    scope: 'Demand, savings, matured time deposits',
    asks: 'Deposits escheat when owner inactive more than three years',
    boundary: 'more than three years',
    activity:
      'increase/decrease, interest check cashed, corresponded, other recorded interest; activity on ANOTHER account with the same bank counts if the bank writes to the owner',
    notices: null,
    evidence: null,
    notCovered: ['the report, the payment and the transfer', 'notices: their timing was not confirmed'],
    mayBeExempt: [],
    sources: [{ ref: 'law.onecle.com: California CCP 1513 (2017 text)', kind: 'copy' }],
    confidence: 'copy',
    unverified: ['notice timing (s. 1513.5)', 'current text: the source is the 2017 text'],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P3Y1D', over: 'P3Y' })],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [overNote('P3Y', 'P3Y1D'), notBeforeNote('P3Y'), markNote('UNCLAIMED')],
};
