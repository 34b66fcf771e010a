import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** Ireland Dormant Accounts: Dormant account: 15-year dormancy period. */
export const irelandDormant: Pack = {
  id: 'ie-dormant-15y',
  title: 'Ireland Dormant Accounts: Dormant account: 15-year dormancy period',
  citation: {
    framework: 'Ireland Dormant Accounts',
    edition: null,
    clause: 'Dormant Accounts Act 2001 s. 2, 7, 10-12',
    jurisdiction: 'IE',
    scope: 'Bank, building society and An Post accounts',
    asks: 'Dormant account: 15-year dormancy period',
    boundary: 'period of not less than 15 years ending 30 September',
    activity: null,
    notices:
      'holder told that without a transaction by 31 March next the money is transferred; by newspaper + Iris Oifigiuil notice when < EUR 100, no-mail, or unreachable (s. 11)',
    evidence: null,
    notCovered: [
      'the report, the payment and the transfer: the period ends on 30 September, the transfer is by 30 April',
      'newspaper notices',
    ],
    mayBeExempt: [],
    sources: [
      { ref: 'irishstatutebook.ie: Dormant Accounts Act 2001 (No. 32 of 2001) ss. 2, 11, 12', kind: 'primary' },
    ],
    confidence: 'primary',
    unverified: ['ss. 7 and 10; September to March gives about six months of notice'],
    grade: 'confirmed',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({ id: 'notice', does: { notify: 'dormant-account-notice' }, after: 'P15Y' }),
      stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P15Y6M', atLeast: 'P15Y' }),
    ],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [
    notBeforeNote('P15Y'),
    markNote('UNCLAIMED'),
    'The holder is told, and has until 31 March: about six months from September, which the default keeps. The dates of the calendar are yours.',
  ],
};
