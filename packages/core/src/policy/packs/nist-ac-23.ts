import { datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** NIST SP 800-53: Disable Accounts. */
export const nistAc23: Pack = {
  id: 'nist-800-53r5-ac-2-3',
  title: 'NIST SP 800-53: Disable Accounts',
  citation: {
    framework: 'NIST SP 800-53',
    edition: 'Rev 5.1.1',
    clause: 'AC-2(3)',
    jurisdiction: 'US-federal',
    scope: 'System accounts',
    asks: 'Disable Accounts',
    boundary: 'two parameters: odp.02 = inactivity period, odp.01 = time allowed to disable',
    activity: null,
    notices: null,
    evidence: 'AC-2(4): automatically audit creation, modification, enabling, disabling, removal',
    notCovered: [
      'the other occasions: expired, no longer associated with a user, in violation of policy',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [
      'infrequently used accounts / accounts of last resort "remain available and are not subject to automatic disabling or removal dates" (AC-2 discussion)',
    ],
    sources: [
      {
        ref: 'github.com/usnistgov/oscal-content@88bb8de nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_MODERATE-baseline-resolved-profile_catalog.json',
        kind: 'primary',
      },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'template',
    note: 'In the MODERATE and HIGH baselines, not in LOW. Also fires on: expired; no longer associated with a user; in violation of policy.',
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
    'Two parameters in the text: the period of inactivity, which is the stage "disable", and the time allowed to disable, within which a sweep must follow.',
  ],
};
