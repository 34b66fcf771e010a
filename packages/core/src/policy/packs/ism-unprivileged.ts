import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** Australian ISM: Unprivileged access disabled after 45 days of inactivity. */
export const ismUnprivileged: Pack = {
  id: 'asd-ism-1404',
  title: 'Australian ISM: Unprivileged access disabled after 45 days of inactivity',
  citation: {
    framework: 'Australian ISM',
    edition: '2025.12.9',
    clause: 'ISM-1404 (rev 5, Jun-25)',
    jurisdiction: 'AU',
    scope: 'Unprivileged access to systems and their resources; NC, OS, P, S, TS',
    asks: 'Unprivileged access disabled after 45 days of inactivity',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'privileged access, ISM-1648',
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/AustralianCyberSecurityCentre/ism-oscal@d14dcbb ISM_catalog.json (ism-1404)',
        kind: 'primary',
      },
      { ref: 'https://ismcontrol.xyz/1404 (revision history)', kind: 'secondary' },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'confirmed',
    note: 'Was one month until Dec 2021; "automatically" removed Dec 2023 (governance mechanisms allowed).',
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
