import { datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** CMMC / NIST SP 800-171: Disable identifiers after a defined period of inactivity. */
export const cmmcIdentifiers: Pack = {
  id: 'cmmc-l2-ia-3.5.6',
  title: 'CMMC / NIST SP 800-171: Disable identifiers after a defined period of inactivity',
  citation: {
    framework: 'CMMC / NIST SP 800-171',
    edition: 'CMMC 2.0 / Rev 2',
    clause: 'IA.L2-3.5.6 = NIST SP 800-171 Rev 2 3.5.6',
    jurisdiction: 'US-DoD',
    scope: 'Identifiers in the CUI environment (users, processes, devices)',
    asks: 'Disable identifiers after a defined period of inactivity',
    boundary: null,
    activity: null,
    notices: null,
    evidence: '3.5.6[a] period is defined; 3.5.6[b] identifiers are disabled after it',
    notCovered: [
      'reuse of identifiers, 3.5.5',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [
      { ref: 'https://csf.tools/reference/nist-sp-800-171/r2/3-5/3-5-6/', kind: 'copy' },
      { ref: 'https://www.cyber.law/frameworks/nist/r2/3-5-identification-and-authentication/3-5-6', kind: 'copy' },
      { ref: 'github.com/prowler-cloud/prowler@3e000fa prowler/compliance/cmmc_2.0.json', kind: 'copy' },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'template',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: null, required: true, dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [
    'The text leaves the number to the organisation: without one in "stages" the pack builds nothing.',
    datedNote,
    practiceNote,
  ],
};
