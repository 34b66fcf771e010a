import { cycleNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** Australian ISM / Essential Eight: Privileged access disabled after 12 months unless revalidated. */
export const ismRevalidation: Pack = {
  id: 'asd-ism-1647',
  title: 'Australian ISM / Essential Eight: Privileged access disabled after 12 months unless revalidated',
  citation: {
    framework: 'Australian ISM / Essential Eight',
    edition: '2025.12.9; E8 ML2, ML3',
    clause: 'ISM-1647 (rev 2, Jun-25)',
    jurisdiction: 'AU',
    scope: 'Privileged access',
    asks: 'Privileged access disabled after 12 months unless revalidated',
    boundary: null,
    activity: null,
    notices: null,
    evidence: null,
    notCovered: ['inactivity, ISM-1648'],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/AustralianCyberSecurityCentre/ism-oscal@d14dcbb ISM_catalog.json (ism-1647)',
        kind: 'primary',
      },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'confirmed',
    note: 'The clock is the last revalidation, not the last activity.',
  },
  demand: {
    kind: 'cycle',
    requirement: 'REVALIDATION',
    atMost: 'P12M',
    validFor: 'P11M',
    renewalGrace: 'P1M',
    dueWithin: 'P12M',
    onOverdue: { control: { type: 'DORMANT', reasonCode: 'COMPLIANCE' } },
  },
  appliesTo: 'host',
  controlTypes: [],
  notes: [cycleNote('P12M'), 'Privileged access that is not revalidated is disabled: overdue sets DORMANT.'],
};
