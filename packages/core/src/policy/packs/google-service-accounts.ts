import { practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** Google Cloud: Service accounts not authenticated in the past 90 days. */
export const googleServiceAccounts: Pack = {
  id: 'google-cloud-sa-insights',
  title: 'Google Cloud: Service accounts not authenticated in the past 90 days',
  citation: {
    framework: 'Google Cloud',
    edition: null,
    clause: 'docs: service-account-insights',
    jurisdiction: 'global',
    scope: 'Service accounts and keys',
    asks: 'Service accounts not authenticated in the past 90 days',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'use by API keys and by domain-wide delegation, which the insight does not record: check metrics first',
      'deletion',
    ],
    mayBeExempt: ['API-key-bound and domain-wide-delegation use is not recorded: check metrics before acting'],
    sources: [
      { ref: 'https://docs.cloud.google.com/policy-intelligence/docs/service-account-insights', kind: 'primary' },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P90D' })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: ['90 days is what the vendor measures. Another number is your own choice.', practiceNote],
};
