import { markNote, notBeforeNote, overNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** NSE/BSE/SEBI: Trading account inactive after 24 months without trades. */
export const nseInactiveTrading: Pack = {
  id: 'in-nse-inactive-trading',
  title: 'NSE/BSE/SEBI: Trading account inactive after 24 months without trades',
  citation: {
    framework: 'NSE/BSE/SEBI',
    edition: null,
    clause: 'NSE/INSP/64718 (25 Oct 2024), BSE 20241025-25; earlier NSE/INSP/43488 (12 months)',
    jurisdiction: 'IN',
    scope: 'Client trading accounts (UCC) across all exchanges',
    asks: 'Trading account inactive after 24 months without trades',
    boundary: 'more than 24 continuous months',
    activity:
      'trade or OFS/buy-back/open offer; successful IPO/SGB/mutual-fund subscription via member; KYC contact update uploaded to KRA',
    notices: null,
    evidence: 'Reactivation needs due diligence / re-KYC',
    notCovered: ['the settlement of funds', 'due diligence at reactivation'],
    mayBeExempt: ['institutional clients and custodian-settled accounts (2020 clarifications)'],
    sources: [
      {
        ref: 'https://www.signatureglobaltrade.com/Home/policy_inactive_account (broker policy citing the circulars)',
        kind: 'secondary',
      },
      {
        ref: 'https://indiaipo.jpmorgan.com/trading-account-policy (broker policy citing the circulars)',
        kind: 'secondary',
      },
    ],
    confidence: 'secondary',
    unverified: [],
    grade: 'note',
    note: '12 months before Oct 2024.',
  },
  demand: {
    kind: 'inactivity',
    stages: [stage({ id: 'inactive', does: marks('INACTIVE'), after: 'P24M1D', over: 'P24M' })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('INACTIVE')],
  notes: [overNote('P24M', 'P24M1D'), notBeforeNote('P24M'), markNote('INACTIVE')],
};
