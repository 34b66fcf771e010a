import { byNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** PCI DSS: Inactive user accounts removed or disabled within 90 days. */
export const pciDss826: Pack = {
  id: 'pci-dss-4.0.1-8.2.6',
  title: 'PCI DSS: Inactive user accounts removed or disabled within 90 days',
  citation: {
    framework: 'PCI DSS',
    edition: '4.0.1',
    clause: '8.2.6',
    jurisdiction: 'global',
    scope:
      'All accounts on all in-scope system components, explicitly including POS, administrative, system and application accounts and accounts of employees, contractors, consultants, vendors and other third parties',
    asks: 'Inactive user accounts removed or disabled within 90 days',
    boundary: 'deadline (action must be complete no later than day 90)',
    activity: null,
    notices: null,
    evidence: 'Assessor examines user accounts and last-logon information and interviews personnel',
    notCovered: [
      'accounts that only consumers (cardholders) use',
      'what counts as activity: the clause does not say',
      'removal: the account is disabled, which the clause allows',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [
      'accounts used by consumers (cardholders) - Requirement 8 overview',
      'narrow single-card POS terminal accounts are exempt ONLY where an individual requirement says so; 8.2.6 has no such note',
    ],
    sources: [
      {
        ref: 'https://www.pcisecuritystandards.org/faq/articles/Frequently_Asked_Question/What-is-an-inactive-user-account-as-used-in-PCI-DSS-Requirement-8/ (FAQ 1066, Aug 2022)',
        kind: 'primary',
      },
      { ref: 'https://withpci.com/requirements/8/8.2/8.2.6', kind: 'copy' },
      {
        ref: 'github.com/FullStack-Platforms/ai-cyber-policy-bench@3ce22cb data/cyber-frameworks/pci-dss/PCI-DSS-v4_0_1.md lines 1552-1564, 1604',
        kind: 'copy',
      },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: 'FAQ 1066 calls an account inactive that was not used in more than 90 days; the requirement says within 90 days. The pack keeps the stricter reading.',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P89D', atMost: 'P90D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [
    byNote('P90D', 'P89D'),
    datedNote,
    practiceNote,
    'For an absence that is known beforehand, disable at its start: the source calls that good practice.',
  ],
};
