import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** UK Dormant Assets Scheme: Account dormant: open 15 years with no transaction by or on instruction of the holder. */
export const ukDormantAssets: Pack = {
  id: 'uk-dormant-assets-15y',
  title:
    'UK Dormant Assets Scheme: Account dormant: open 15 years with no transaction by or on instruction of the holder',
  citation: {
    framework: 'UK Dormant Assets Scheme',
    edition: null,
    clause: 'Dormant Bank and Building Society Accounts Act 2008 s. 10',
    jurisdiction: 'GB',
    scope: 'Bank and building society accounts; VOLUNTARY scheme',
    asks: 'Account dormant: open 15 years with no transaction by or on instruction of the holder',
    boundary: 'throughout 15 years',
    activity:
      'transaction by or on the instructions of the holder; institutions may also treat correspondence or activity on other accounts as evidence of life',
    notices: null,
    evidence: null,
    notCovered: [
      'the report, the payment and the transfer',
      'fixed terms: the clock starts at their end, so record that as activity',
    ],
    mayBeExempt: [
      '"no mail" accounts (s. 10(2)(a))',
      'fixed term: clock starts at end of term (s. 10(2)(b))',
      'child trust funds while under 18 (s. 10(4))',
    ],
    sources: [
      { ref: 'https://www.legislation.gov.uk/ukpga/2008/31/notes/division/7/1/10', kind: 'primary' },
      { ref: 'https://www.handbook.fca.org.uk/handbook/glossary/G2633.html', kind: 'primary' },
    ],
    confidence: 'primary',
    unverified: ['Dormant Assets Act 2022 expansion periods for other assets'],
    grade: 'confirmed',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P15Y', atLeast: 'P15Y' })],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [notBeforeNote('P15Y'), markNote('UNCLAIMED'), 'The scheme is voluntary.'],
};
