import { datedNote, practiceNote, withinNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** FedRAMP: Disable accounts inactive 35 days, within 24 hours. */
export const fedrampHigh: Pack = {
  id: 'fedramp-r5-high-ac-2-3',
  title: 'FedRAMP: Disable accounts inactive 35 days, within 24 hours',
  citation: {
    framework: 'FedRAMP',
    edition: 'Rev 5 High',
    clause: 'AC-2(3)(d)',
    jurisdiction: 'US-federal',
    scope: 'As Moderate',
    asks: 'Disable accounts inactive 35 days, within 24 hours',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      "accounts that are not a user's, and device identifiers: the provider defines their period",
      'the other occasions of AC-2(3): expired, no longer associated, in violation of policy',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: ['non-user accounts: provider-defined', 'device identifiers: provider-defined'],
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
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P35D', atMost: 'P35D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [
    withinNote('P35D', 'PT24H'),
    datedNote,
    practiceNote,
    'The template NIST SP 800-53 AC-2(3) with both numbers filled in.',
  ],
};
