import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** DISA STIG: Account identifiers disabled after 35 days of inactivity. */
export const disaStigOs: Pack = {
  id: 'disa-stig-gpos-srg-os-000118',
  title: 'DISA STIG: Account identifiers disabled after 35 days of inactivity',
  citation: {
    framework: 'DISA STIG',
    edition: 'General Purpose OS SRG',
    clause: 'SRG-OS-000118-GPOS-00060 (e.g. UBTU-24-200260, UBTU-22-411035, RHEL-08-020260, OL08-00-020260)',
    jurisdiction: 'US-DoD',
    scope: 'Account identifiers: individuals, groups, roles, devices',
    asks: 'Account identifiers disabled after 35 days of inactivity',
    boundary: 'after; "a lower value is acceptable"',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'the setting of the operating system, which counts from the expiry of the password',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [
      'emergency accounts',
      'infrequently used accounts (local admin logon when network logon is unavailable) - stated in SOL-11.1-040280',
    ],
    sources: [
      {
        ref: 'github.com/ComplianceAsCode/content@b3a2cca controls/srg_gpos/SRG-OS-000118-GPOS-00060.yml, controls/stig_ubuntu2404.yml',
        kind: 'copy',
      },
      {
        ref: 'tenable.com audit library: DISA STIG items RHEL-08-020260, UBTU-22-411035, SOL-11.1-040280',
        kind: 'copy',
      },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: 'OS implementations measure 35 days AFTER password expiry (useradd -f 35); a last-logon engine is stricter.',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P35D', atMost: 'P35D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [afterNote('P35D'), datedNote, practiceNote],
};
