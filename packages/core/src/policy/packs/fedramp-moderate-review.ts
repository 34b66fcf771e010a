import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** FedRAMP: Accounts reviewed quarterly (privileged) / annually (non-privileged). */
export const fedrampModerateReview: Pack = {
  id: 'fedramp-r5-moderate-ac-2j',
  title: 'FedRAMP: Accounts reviewed quarterly (privileged) / annually (non-privileged)',
  citation: {
    framework: 'FedRAMP',
    edition: 'Rev 5 Moderate',
    clause: 'AC-2j',
    jurisdiction: 'US-federal',
    scope: 'Privileged: P3M; non-privileged: P1Y',
    asks: 'Accounts reviewed quarterly (privileged) / annually (non-privileged)',
    boundary: null,
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'who reviews, and that someone in charge confirms it',
      'non-privileged accounts: once a year, so build it for the privileged only',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/GSA/fedramp-automation@c784140 dist/content/rev5/baselines/yaml/FedRAMP_rev5_MODERATE-baseline_profile.yaml',
        kind: 'primary',
      },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'confirmed',
    note: null,
  },
  demand: {
    kind: 'cycle',
    requirement: 'ACCESS_REVIEW',
    atMost: 'P3M',
    validFor: 'P2M',
    renewalGrace: 'P1M',
    dueWithin: 'P3M',
    onOverdue: 'WAIT',
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [cycleNote('P3M'), waitNote],
};
