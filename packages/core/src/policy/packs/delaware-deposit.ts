import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** Delaware escheat: Deposits presumed abandoned after five years. */
export const delawareDeposit: Pack = {
  id: 'us-de-1133',
  title: 'Delaware escheat: Deposits presumed abandoned after five years',
  citation: {
    framework: 'Delaware escheat',
    edition: null,
    clause: '12 Del. C. s. 1133(5)',
    jurisdiction: 'US-DE',
    scope: 'Demand, savings, time deposits',
    asks: 'Deposits presumed abandoned after five years',
    boundary: 'earlier of maturity or last indication',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: ['the report, the payment and the transfer'],
    mayBeExempt: [],
    sources: [{ ref: 'casetext.com: Delaware 12-1133', kind: 'copy' }],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P5Y', atLeast: 'P5Y' })],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [
    notBeforeNote('P5Y'),
    markNote('UNCLAIMED'),
    'The clock starts at the earlier of maturity and the last interest: give a matured deposit no later activity.',
  ],
};
