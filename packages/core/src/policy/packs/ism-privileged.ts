import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** Australian ISM / Essential Eight: Privileged access disabled after 45 days of inactivity. */
export const ismPrivileged: Pack = {
  id: 'asd-ism-1648',
  title: 'Australian ISM / Essential Eight: Privileged access disabled after 45 days of inactivity',
  citation: {
    framework: 'Australian ISM / Essential Eight',
    edition: '2025.12.9; E8 ML2, ML3',
    clause: 'ISM-1648 (rev 2, Jun-25)',
    jurisdiction: 'AU',
    scope: 'Privileged access to systems and their resources',
    asks: 'Privileged access disabled after 45 days of inactivity',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'unprivileged access, ISM-1404',
      'revalidation, ISM-1647',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/AustralianCyberSecurityCentre/ism-oscal@d14dcbb ISM_catalog.json (ism-1648); ISM_E8_ML2- and ISM_E8_ML3-baseline_profile.yaml',
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
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P45D', atMost: 'P45D', dated: true })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [afterNote('P45D'), datedNote, practiceNote],
};
