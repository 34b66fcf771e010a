import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** DORA RTS on ICT risk management: Access rights updated at least yearly / every six months. */
export const doraReview: Pack = {
  id: 'dora-rts-2024-1774-art-21',
  title: 'DORA RTS on ICT risk management: Access rights updated at least yearly / every six months',
  citation: {
    framework: 'DORA RTS on ICT risk management',
    edition: '2024/1774',
    clause: 'Delegated Regulation (EU) 2024/1774 Art. 21 point (e)(iv)',
    jurisdiction: 'EU',
    scope:
      'User and generic accounts of financial entities; P1Y all ICT systems, P6M for those supporting critical or important functions',
    asks: 'Access rights updated at least yearly / every six months',
    boundary: null,
    activity: null,
    notices: null,
    evidence: 'Retention period for access logs set by the entity (e)(i)',
    notCovered: [
      'who reviews, and that someone in charge confirms it',
      'systems that support critical or important functions: every six months, a shorter cycle',
      'inactivity: the article has no number for it',
    ],
    mayBeExempt: [],
    sources: [{ ref: 'https://dora-info.eu/rts-rmf/article-21', kind: 'copy' }],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: '(e)(iii): withdraw without undue delay on termination or when no longer necessary. No inactivity number.',
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
  notes: [
    cycleNote('P1Y'),
    waitNote,
    'For critical or important functions give "cycle" no more than P6M together: { validFor: "P5M", renewalGrace: "P1M", dueWithin: "P6M" }.',
  ],
};
