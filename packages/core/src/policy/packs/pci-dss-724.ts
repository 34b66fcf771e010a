import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** PCI DSS: User accounts and access reviewed at least every six months. */
export const pciDss724: Pack = {
  id: 'pci-dss-4.0.1-7.2.4',
  title: 'PCI DSS: User accounts and access reviewed at least every six months',
  citation: {
    framework: 'PCI DSS',
    edition: '4.0.1',
    clause: '7.2.4',
    jurisdiction: 'global',
    scope:
      'All user accounts and related privileges incl. third-party/vendor (application and system accounts go to 7.2.5.1)',
    asks: 'User accounts and access reviewed at least every six months',
    boundary: null,
    activity: null,
    notices: null,
    evidence: 'Management acknowledges access remains appropriate',
    notCovered: [
      'application and system accounts, 7.2.5.1: their interval is your own risk analysis',
      'who reviews, and that someone in charge confirms it',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/FullStack-Platforms/ai-cyber-policy-bench@3ce22cb data/cyber-frameworks/pci-dss/PCI-DSS-v4_0_1.md line 1503',
        kind: 'copy',
      },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: "7.2.5.1 (application/system accounts): periodic, frequency set by the entity's targeted risk analysis (12.3.1).",
  },
  demand: {
    kind: 'cycle',
    requirement: 'ACCESS_REVIEW',
    atMost: 'P6M',
    validFor: 'P5M',
    renewalGrace: 'P1M',
    dueWithin: 'P6M',
    onOverdue: 'WAIT',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [cycleNote('P6M'), waitNote],
};
