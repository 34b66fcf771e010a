import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** FedRAMP: No inactivity disable in Low / LI-SaaS; accounts reviewed annually. */
export const fedrampLowReview: Pack = {
  id: 'fedramp-r5-low-ac-2',
  title: 'FedRAMP: No inactivity disable in Low / LI-SaaS; accounts reviewed annually',
  citation: {
    framework: 'FedRAMP',
    edition: 'Rev 5 Low and LI-SaaS',
    clause: 'AC-2j (AC-2(3) not in baseline)',
    jurisdiction: 'US-federal',
    scope: 'All accounts',
    asks: 'No inactivity disable in Low / LI-SaaS; accounts reviewed annually',
    boundary: null,
    activity: null,
    notices: null,
    evidence: null,
    notCovered: ['who reviews, and that someone in charge confirms it', 'inactivity: Rev 5 Low has no rule for it'],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/GSA/fedramp-automation@c784140 dist/content/rev5/baselines/yaml/FedRAMP_rev5_LOW-baseline_profile.yaml',
        kind: 'primary',
      },
      {
        ref: 'github.com/GSA/fedramp-automation@c784140 dist/content/rev5/baselines/yaml/FedRAMP_rev5_LI-SaaS-baseline_profile.yaml',
        kind: 'primary',
      },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'confirmed',
    note: 'Rev 5 has no Low parameter for AC-2(3); pages that give Low 90 days describe Rev 4. Account managers are notified within 24 h (no longer required) or 8 h (terminated, transferred, need-to-know change).',
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
