import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** NYDFS Cybersecurity Regulation: Annual review; remove or disable accounts no longer necessary. */
export const nydfsReview: Pack = {
  id: 'nydfs-500.7',
  title: 'NYDFS Cybersecurity Regulation: Annual review; remove or disable accounts no longer necessary',
  citation: {
    framework: 'NYDFS Cybersecurity Regulation',
    edition: '2nd amendment, eff. 2023-11-01',
    clause: '23 NYCRR 500.7(a)(4),(6)',
    jurisdiction: 'US-NY',
    scope: 'Covered entities: all user access privileges to information systems',
    asks: 'Annual review; remove or disable accounts no longer necessary',
    boundary: null,
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'who reviews, and that someone in charge confirms it',
      'inactivity: the section has no number for it',
      'departures: access ends promptly',
    ],
    mayBeExempt: [],
    sources: [{ ref: 'https://www.law.cornell.edu/regulations/new-york/23-NYCRR-500.7', kind: 'copy' }],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: '(a)(6): promptly terminate access following departures. No inactivity number.',
  },
  demand: {
    kind: 'cycle',
    requirement: 'ACCESS_REVIEW',
    atMost: 'P1Y',
    validFor: 'P11M',
    renewalGrace: 'P1M',
    dueWithin: 'P1Y',
    onOverdue: 'WAIT',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [cycleNote('P1Y'), waitNote],
};
