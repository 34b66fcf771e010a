import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** CIS Controls: Disable Dormant Accounts. */
export const cisControls53: Pack = {
  id: 'cis-controls-8.1-5.3',
  title: 'CIS Controls: Disable Dormant Accounts',
  citation: {
    framework: 'CIS Controls',
    edition: '8 and 8.1',
    clause: 'Safeguard 5.3',
    jurisdiction: 'global',
    scope: 'Asset type Users; IG1, IG2, IG3; "where supported"',
    asks: 'Disable Dormant Accounts',
    boundary: 'after 45 days',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'deletion: the account is disabled, which the safeguard allows',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: ['systems that do not support it ("where supported")'],
    sources: [
      {
        ref: 'github.com/CISecurity/CISControls_OSCAL@7cff2ec src/catalogs/xml/cis-controls-v8_OSCAL-1.0.xml (cisc-5.3)',
        kind: 'primary',
      },
      { ref: 'github.com/CISecurity/ControlsAssessmentSpecification control-5/control-5.3.rst', kind: 'primary' },
      { ref: 'github.com/prowler-cloud/prowler@3e000fa prowler/compliance/cis_controls_8.1.json (5.3)', kind: 'copy' },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'confirmed',
    note: 'v7 control 16.9 had no number; the assessment specification for v7 recommended one month.',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P45D', atMost: 'P45D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [afterNote('P45D'), datedNote, practiceNote],
};
