import { datedNote, practiceNote, withinNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** FedRAMP: Disable accounts inactive 90 days, within 24 hours. */
export const fedrampModerate: Pack = {
  id: 'fedramp-r5-moderate-ac-2-3',
  title: 'FedRAMP: Disable accounts inactive 90 days, within 24 hours',
  citation: {
    framework: 'FedRAMP',
    edition: 'Rev 5 Moderate',
    clause: 'AC-2(3)(d)',
    jurisdiction: 'US-federal',
    scope:
      'User accounts; provider defines the period for non-user accounts (JAB/AO approves) and for device identifiers',
    asks: 'Disable accounts inactive 90 days, within 24 hours',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence:
      'Where user management is a function of the service, activity reports of consumer users must be available; AC-2(4) audit',
    notCovered: [
      "accounts that are not a user's, and device identifiers: the provider defines their period",
      'the other occasions of AC-2(3): expired, no longer associated, in violation of policy',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: ['non-user accounts: provider-defined', 'device identifiers: provider-defined'],
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
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P90D', atMost: 'P90D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [
    withinNote('P90D', 'PT24H'),
    datedNote,
    practiceNote,
    'The template NIST SP 800-53 AC-2(3) with both numbers filled in.',
  ],
};
