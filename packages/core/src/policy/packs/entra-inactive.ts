import { reportNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, stage } from '../pack/stage';

/** Microsoft Entra ID: Reasonable inactivity window 90-180 days. */
export const entraInactive: Pack = {
  id: 'entra-id-guidance',
  title: 'Microsoft Entra ID: Reasonable inactivity window 90-180 days',
  citation: {
    framework: 'Microsoft Entra ID',
    edition: null,
    clause: 'docs: howto-manage-inactive-user-accounts',
    jurisdiction: 'global',
    scope: 'Tenant users',
    asks: 'Reasonable inactivity window 90-180 days',
    boundary: 'guidance: 90 to 180 days',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'a number: the vendor calls 90 to 180 days reasonable',
      'the data trap that lastSignInDateTime records attempts: use the last successful sign-in',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'https://learn.microsoft.com/en-us/entra/identity/monitoring-health/howto-manage-inactive-user-accounts',
        kind: 'primary',
      },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'note',
    note: 'lastSignInDateTime records ATTEMPTS; lastSuccessfulSignInDateTime is the better source.',
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({ id: 'report', does: { notify: 'dormant-report' }, after: 'P90D', atLeast: 'P90D', atMost: 'P180D' }),
      stage({ id: 'own', does: dormant, after: null, basis: 'practice' }),
    ],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [reportNote],
};
