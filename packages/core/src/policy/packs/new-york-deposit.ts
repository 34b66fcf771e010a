import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** NY Abandoned Property Law: Bank deposits unclaimed three years. */
export const newYorkDeposit: Pack = {
  id: 'us-ny-abp-300',
  title: 'NY Abandoned Property Law: Bank deposits unclaimed three years',
  citation: {
    framework: 'NY Abandoned Property Law',
    edition: null,
    clause: 'NY ABP s. 300(1)(a)',
    jurisdiction: 'US-NY',
    scope: 'Deposits with banking organisations',
    asks: 'Bank deposits unclaimed three years',
    boundary: 'three years',
    activity:
      'balance changed other than by interest/dividend; passbook presented; written evidence of owner knowledge on file',
    notices:
      's. 1422: first-class mail at least 90 days before the reporting date; second notice by certified mail at least 60 days before if value > USD 1,000 (not if claimed or first notice returned)',
    evidence: null,
    notCovered: [
      'the report, the payment and the transfer: fixed at 30 June and paid by 10 November, dates that are yours to keep',
      'automatic entries such as interest and charges: do not record them as activity',
    ],
    mayBeExempt: ['payable only at a foreign branch or in foreign currency', 'burial funds (3 y after death)'],
    sources: [
      { ref: 'https://www.nysenate.gov/legislation/laws/ABP/300', kind: 'primary' },
      { ref: 'newyork.public.law: Abandoned Property s. 300', kind: 'copy' },
      { ref: 'statutes.laws.com: ABP s. 1422 (older text)', kind: 'copy' },
      { ref: 'law.justia.com: 2020 ABP s. 303', kind: 'copy' },
    ],
    confidence: 'primary',
    unverified: ['s. 1422 in its current wording; it covers holders not otherwise required to mail'],
    grade: 'confirmed',
    note: 'Older texts of s. 300 say five years.',
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({
        id: 'notice',
        does: { notify: 'unclaimed-property-notice' },
        after: 'P3Y',
        lead: { before: 'unclaimed', atLeast: 'P90D', atMost: null },
      }),
      stage({
        id: 'certified-notice',
        does: { notify: 'unclaimed-property-certified-notice' },
        after: 'P3Y30D',
        lead: { before: 'unclaimed', atLeast: 'P60D', atMost: null },
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
    'The stage stands for the reporting date, because the notices are counted from that: first-class mail at least 90 days before, certified mail at least 60 days before.',
    'Certified mail is asked for above 1,000 dollars, and not where the first notice came back or the property was claimed: the template decides.',
  ],
};
