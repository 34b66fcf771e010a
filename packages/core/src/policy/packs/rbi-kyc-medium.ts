import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** RBI KYC: KYC periodic updation, medium-risk customers. */
export const rbiKycMedium: Pack = {
  id: 'in-rbi-kyc-medium',
  title: 'RBI KYC: KYC periodic updation, medium-risk customers',
  citation: {
    framework: 'RBI KYC',
    edition: '2025 Directions as amended 18 Sep 2026',
    clause:
      'RBI (Commercial Banks - Know Your Customer) Directions, 2025 (RBI/DOR/2025-26/169, 28 Nov 2025); formerly KYC Master Direction 2016 s. 38',
    jurisdiction: 'IN',
    scope: 'medium-risk customers, from account opening or last KYC updation',
    asks: 'KYC periodic updation, medium-risk customers',
    boundary: 'at least once in every',
    activity: null,
    notices:
      '>= 3 advance intimations (>= 1 by letter) before the due date and >= 3 reminders (>= 1 by letter) after it, at appropriate intervals, recorded for audit trail, by 1 Jan 2026',
    evidence: null,
    notCovered: [
      'three intimations before the due date and three reminders after it, one of each by letter',
      'the paragraph, after the consolidation of 2025',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'https://upstox.com/news/personal-finance/latest-updates/how-many-times-do-banks-need-to-update-know-your-customer-kyc-details-rbi-rules-explained/article-173239 (quotes the 2/8/10-year sentence of s. 38, June 2025)',
        kind: 'secondary',
      },
      {
        ref: 'https://lexplosion.in/rbi-amends-kyc-master-directions-to-introduce-additional-requirements-regarding-updation-periodic-updation-of-kyc (notices, June 2025 amendment)',
        kind: 'secondary',
      },
      { ref: 'https://rbidocs.rbi.org.in/rdocs/notification/PDFs/169MD.pdf (RBI/DOR/2025-26/169)', kind: 'pointer' },
    ],
    confidence: 'secondary',
    unverified: [
      'paragraph number in the 2025 Directions',
      'that the cycle is unchanged in the Directions as amended 18 Sep 2026',
    ],
    grade: 'note',
    note: 'Do not cite "Master Direction 2016 s. 38" as current: replaced on 28 Nov 2025 by ten sector Directions (NBFC: RBI/DOR/2025-26/361). Risk categorisation itself is reviewed at least every six months (P6M, secondary source).',
  },
  demand: {
    kind: 'cycle',
    requirement: 'KYC_REFRESH',
    atMost: 'P8Y',
    validFor: 'P93M',
    renewalGrace: 'P3M',
    dueWithin: 'P8Y',
    onOverdue: 'WAIT',
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [cycleNote('P8Y'), waitNote],
};
