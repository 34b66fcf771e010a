import { cycleNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** CIS Microsoft 365 Foundations: Access reviews for guest users, monthly, no response = remove. */
export const cisM365Guests: Pack = {
  id: 'cis-m365-5.3.2',
  title: 'CIS Microsoft 365 Foundations: Access reviews for guest users, monthly, no response = remove',
  citation: {
    framework: 'CIS Microsoft 365 Foundations',
    edition: '6.0.0 / 7.0.0 (E5 Level 1)',
    clause: '5.3.2',
    jurisdiction: 'global',
    scope: 'Guest users',
    asks: 'Access reviews for guest users, monthly, no response = remove',
    boundary: null,
    activity: null,
    notices:
      'v7: the review stays open at most 14 days, with mail notifications and reminders enabled (v6 remediation text: at most 3 days). This is a maximum response window, not a minimum notice.',
    evidence: null,
    notCovered: ['the review tool and its settings', 'that the guest is not the reviewer'],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/prowler-cloud/prowler@3e000fa prowler/compliance/m365/cis_{6.0,7.0}_m365.json (5.3.2)',
        kind: 'copy',
      },
      { ref: 'github.com/turbot/steampipe-mod-microsoft365-compliance cis_v600/docs/cis_v600_5_3_2.md', kind: 'copy' },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: 'Was biweekly (1.1.4) in v3.0.0. Auto-apply results and reviewer-not-the-guest are part of the audit.',
  },
  demand: {
    kind: 'cycle',
    requirement: 'ACCESS_REVIEW',
    atMost: 'P1M',
    validFor: 'P14D',
    renewalGrace: 'P14D',
    dueWithin: 'P28D',
    onOverdue: { control: { type: 'DORMANT', reasonCode: 'COMPLIANCE' } },
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [
    cycleNote('P1M'),
    'Nobody answers: access is removed, so overdue sets DORMANT. The review is open for P14D, the longest that the benchmark allows; together with P14D of validity it stays inside every month.',
  ],
};
