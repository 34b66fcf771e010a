import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** RUUPA enactment (Vermont): Deposit presumed abandoned three years after last indication of interest. */
export const vermontDeposit: Pack = {
  id: 'us-ruupa-vt-deposit',
  title: 'RUUPA enactment (Vermont): Deposit presumed abandoned three years after last indication of interest',
  citation: {
    framework: 'RUUPA enactment (Vermont)',
    edition: null,
    clause: 'Vermont Unclaimed Property Act s. 201(6) (RUUPA-based)',
    jurisdiction: 'US-VT',
    scope: 'Demand, savings or time deposit incl. auto-renewable',
    asks: 'Deposit presumed abandoned three years after last indication of interest',
    boundary: 'earlier of maturity or last indication of interest',
    activity: null,
    notices:
      'window P180D..P60D before FILING THE REPORT (not before the dormancy date); first-class mail, plus e-mail if owner consented (UT, ME, KY: both; CO: e-mail may replace) (Utah, Maine, Colorado and Kentucky)',
    evidence: null,
    notCovered: [
      'the report, the payment and the transfer',
      "other kinds of property: stored value 3 years, money orders 7, traveller's cheques 15",
      'the date on which the report is filed: keep it between 60 and 180 days after the notice',
      'automatic reinvestment of interest or dividends: do not record it as activity',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'https://getpocketlaw.com/law/state_vermont/section-201-when-property-presumed-abandoned_e1683d846e1d',
        kind: 'copy',
      },
      { ref: 'legalfix.com: Utah 67-4a-501', kind: 'copy' },
      { ref: 'getpocketlaw.com: Maine 33 s. 2101; Colorado 38-13-501', kind: 'copy' },
      { ref: 'self-law.org: Kentucky 393A.270', kind: 'copy' },
    ],
    confidence: 'copy',
    unverified: [
      'V.S.A. section number (the source gives only s. 201)',
      'wording of the ULC model act s. 201(6)',
      'that Vermont has the notice window of 180 to 60 days: it was read in the acts of Utah, Maine, Colorado and Kentucky (RUUPA s. 501)',
    ],
    grade: 'confirmed',
    note: "Stored-value card and many other types also 3 y; traveller's check 15 y; money order 7 y.",
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({
        id: 'notice',
        does: { notify: 'unclaimed-property-notice' },
        after: 'P3Y',
        lead: { before: 'unclaimed', atLeast: 'P60D', atMost: 'P180D' },
      }),
      stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P3Y90D', atLeast: 'P3Y' }),
    ],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [
    notBeforeNote('P3Y'),
    markNote('UNCLAIMED'),
    'The notice is for owners with a valid address and property of 50 dollars or more: the template decides.',
    'The stage stands for the filing of the report, because the window of the notice is counted from that and not from the end of the three years.',
    'For a time deposit the clock starts at the earlier of maturity and the last interest: give a matured deposit no later activity.',
  ],
};
