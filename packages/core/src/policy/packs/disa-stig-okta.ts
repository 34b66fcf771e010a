import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** DISA STIG: Okta must automatically disable accounts after 35 days of inactivity. */
export const disaStigOkta: Pack = {
  id: 'disa-stig-okta-000090',
  title: 'DISA STIG: Okta must automatically disable accounts after 35 days of inactivity',
  citation: {
    framework: 'DISA STIG',
    edition: 'Okta IDaaS V1R2',
    clause: 'OKTA-APP-000090',
    jurisdiction: 'US-DoD',
    scope: 'Identity-provider user accounts',
    asks: 'Okta must automatically disable accounts after 35 days of inactivity',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'the setting of the identity provider itself',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: ['emergency accounts', 'infrequently used local administrator accounts'],
    sources: [
      {
        ref: 'github.com/prowler-cloud/prowler@3e000fa prowler/compliance/okta/okta_idaas_stig_v1r2_okta.json',
        kind: 'copy',
      },
    ],
    confidence: 'copy',
    unverified: [],
    grade: 'confirmed',
    note: 'Satisfies SRG-APP-000025, -000163, -000700.',
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
