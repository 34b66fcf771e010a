import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** Australia unclaimed moneys: Account not operated by deposit or withdrawal for 7 years. */
export const australiaBankingAct: Pack = {
  id: 'au-banking-act-69',
  title: 'Australia unclaimed moneys: Account not operated by deposit or withdrawal for 7 years',
  citation: {
    framework: 'Australia unclaimed moneys',
    edition: null,
    clause: 'Banking Act 1959 s. 69(1)',
    jurisdiction: 'AU',
    scope: 'ADI accounts',
    asks: 'Account not operated by deposit or withdrawal for 7 years',
    boundary: 'not less than 7 years',
    activity: 'deposit or withdrawal',
    notices: 'none in s. 69; a holder notification after year end keeps the account active (s. 69(3)(d))',
    evidence: null,
    notCovered: [
      'the report, the payment and the transfer',
      "a notification by the holder after the year's end, which keeps the account active: record it as activity",
    ],
    mayBeExempt: ['non-AUD accounts', "children's accounts", 'farm management deposits'],
    sources: [{ ref: 'https://www.ato.gov.au/law/view/document?LocID=PAC/19590006/69(3)', kind: 'primary' }],
    confidence: 'primary',
    unverified: [],
    grade: 'confirmed',
    note: 'Was 3 years 2013-2015.',
  },
  demand: {
    kind: 'inactivity',
    stages: [stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P7Y', atLeast: 'P7Y' })],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [notBeforeNote('P7Y'), markNote('UNCLAIMED')],
};
