import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** FedRAMP: Accounts reviewed monthly (privileged) / every six months (non-privileged). */
export const fedrampHighReview: Pack = {
  id: 'fedramp-r5-high-ac-2j',
  title: 'FedRAMP: Accounts reviewed monthly (privileged) / every six months (non-privileged)',
  citation: {
    framework: 'FedRAMP',
    edition: 'Rev 5 High',
    clause: 'AC-2j',
    jurisdiction: 'US-federal',
    scope: 'Privileged: P1M; non-privileged: P6M',
    asks: 'Accounts reviewed monthly (privileged) / every six months (non-privileged)',
    boundary: null,
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'who reviews, and that someone in charge confirms it',
      'non-privileged accounts: every six months, so build it for the privileged only',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/GSA/fedramp-automation@c784140 dist/content/rev5/baselines/yaml/FedRAMP_rev5_HIGH-baseline_profile.yaml',
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
    atMost: 'P1M',
    validFor: 'P21D',
    renewalGrace: 'P7D',
    dueWithin: 'P28D',
    onOverdue: 'WAIT',
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [cycleNote('P1M'), waitNote],
};
