import { reportNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, stage } from '../pack/stage';

/** IBM Cloud: Identities inactive when not logged in or used in 30 days. */
export const ibmCloudInactive: Pack = {
  id: 'ibm-cloud-inactive-identities',
  title: 'IBM Cloud: Identities inactive when not logged in or used in 30 days',
  citation: {
    framework: 'IBM Cloud',
    edition: null,
    clause: 'docs: Identifying inactive identities',
    jurisdiction: 'global',
    scope: 'Users, service IDs, trusted profiles, API keys',
    asks: 'Identities inactive when not logged in or used in 30 days',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'removal: the vendor advises it after a review',
      'jobs that run quarterly or yearly: keep a list and leave them out',
    ],
    mayBeExempt: [],
    sources: [{ ref: 'https://cloud.ibm.com/docs/account?topic=account-id-inactive-identities', kind: 'primary' }],
    confidence: 'primary',
    unverified: [],
    grade: 'note',
    note: 'IBM guidance: keep an exclusion list for quarterly/annual jobs; log findings and actions.',
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({ id: 'report', does: { notify: 'dormant-report' }, after: 'P30D' }),
      stage({ id: 'own', does: dormant, after: null, basis: 'practice' }),
    ],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [reportNote, '30 days is what the vendor calls inactive. Another number is your own choice.'],
};
