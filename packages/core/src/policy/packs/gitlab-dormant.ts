import { practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/**
 * GitLab Self-Managed / Dedicated: Deactivate dormant users after a period of inactivity (default and minimum 90 days).
 */
export const gitlabDormant: Pack = {
  id: 'gitlab-dormant',
  title:
    'GitLab Self-Managed / Dedicated: Deactivate dormant users after a period of inactivity (default and minimum 90 days)',
  citation: {
    framework: 'GitLab Self-Managed / Dedicated',
    edition: null,
    clause: 'docs: Moderate users > Automatically deactivate dormant users',
    jurisdiction: 'global',
    scope: 'Instance users',
    asks: 'Deactivate dormant users after a period of inactivity (default and minimum 90 days)',
    boundary: 'no activity for the period',
    activity: null,
    notices: 'e-mail sent AT deactivation, not before (can be turned off)',
    evidence: null,
    notCovered: [
      'the mail that the product sends at deactivation',
      'the data trap that last_active_at ignored git operations: record them as activity',
    ],
    mayBeExempt: ['GitLab-generated bots'],
    sources: [
      { ref: 'github.com/gitlabhq/gitlabhq@020e04c doc/administration/moderate_users.md', kind: 'primary' },
      { ref: 'https://gitlab.com/gitlab-org/gitlab/-/issues/385923', kind: 'primary' },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'note',
    note: 'Issue 385923: last_active_at ignored git operations, so that active developers were deactivated.',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P90D', atLeast: 'P90D' })],
    neverUsed: [stage({ id: 'unused', does: dormant, after: 'P7D', atLeast: 'P7D' })],
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [
    '90 days is both the default and the minimum of the product, so a shorter time is refused.',
    'Signing in reactivates, so onReturn is "lift".',
    practiceNote,
  ],
};
