import { markNote, notBeforeNote, overNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** RBI Inoperative Accounts: Savings/current account inoperative: no customer-induced transaction for over two years. */
export const rbiInoperative: Pack = {
  id: 'in-rbi-inoperative',
  title:
    'RBI Inoperative Accounts: Savings/current account inoperative: no customer-induced transaction for over two years',
  citation: {
    framework: 'RBI Inoperative Accounts',
    edition: 'eff. 2024-04-01; para 6.1 amended 12 Jun 2025',
    clause: 'RBI/2023-24/105 DOR.SOG(LEG).REC/64/09.08.024/2023-24 (1 Jan 2024), Annex',
    jurisdiction: 'IN',
    scope: 'Savings and current accounts, per account, all commercial (incl. RRB) and co-operative banks',
    asks: 'Savings/current account inoperative: no customer-induced transaction for over two years',
    boundary: 'over two years',
    activity:
      'financial (ATM, RTGS/NEFT, card...) or non-financial (balance enquiry, cheque-book/card request, limit change) transaction by or at behest of the holder, or KYC update face to face or digital; standing instruction / auto-renewal counts; interest and bank charges do not',
    notices:
      'at least annual review of accounts with no customer-induced transaction for more than a year; inform by letter, e-mail or SMS that the account becomes inoperative if not operated in the next year and that fresh KYC will be needed; no reply: trace holder/nominee; reply: stays operative one more year',
    evidence:
      'Reactivated accounts monitored at least six months at higher levels; no charge for activation; no minimum-balance penalty',
    notCovered: [
      'quarterly contact after the classification',
      'fresh KYC at reactivation, and the watch of six months after it',
      'tracing the holder or nominee when nobody answers',
      'automatic entries such as interest and charges: do not record them as activity',
    ],
    mayBeExempt: ['zero-balance accounts for government schemes / scholarship / DBT (segregate in core banking)'],
    sources: [
      {
        ref: 'https://scribd.com/document/696343230/RBI-Circular-inoperative-accounts-unclaimed-deposits-in-banks (opening of the circular)',
        kind: 'copy',
      },
      {
        ref: 'https://www.fortuneindia.com/macro/rbi-asks-banks-to-review-accounts-inoperative-for-over-a-year/115304',
        kind: 'secondary',
      },
      {
        ref: 'https://www.business-standard.com/amp/finance/personal-finance/these-bank-accounts-will-close-down-from-jan-1-check-if-yours-is-affected-124123100334_1.html',
        kind: 'secondary',
      },
      {
        ref: 'https://taxmann.com/post/blog/rbi-issues-revised-instructions-for-inoperative-accounts-unclaimed-deposits-in-banks (quarterly contact)',
        kind: 'secondary',
      },
      {
        ref: 'https://sarthaklaw.com/rbi-update-activation-of-inoperative-accounts-and-unclaimed-deposits-revised-regulatory-framework-2025 (para 6.1 amendment)',
        kind: 'secondary',
      },
    ],
    confidence: 'secondary',
    unverified: ['paragraph numbers inside the Annex', "where the rule sits after RBI's consolidation of 28 Nov 2025"],
    grade: 'note',
    note: 'Most circulars were replaced by sector Directions on 28 Nov 2025. After the classification the holder is contacted every quarter by e-mail or SMS.',
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({
        id: 'notice',
        does: { notify: 'inoperative-notice' },
        after: 'P1Y',
        lead: { before: 'inoperative', atLeast: 'P1Y', atMost: null },
      }),
      stage({ id: 'inoperative', does: marks('INOPERATIVE'), after: 'P2Y1D', over: 'P2Y' }),
    ],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('INOPERATIVE')],
  notes: [
    overNote('P2Y', 'P2Y1D'),
    notBeforeNote('P2Y'),
    markNote('INOPERATIVE'),
    'The notice, after one year, promises one more year: an account that is found late is told first and marked a year later (P4).',
  ],
};
