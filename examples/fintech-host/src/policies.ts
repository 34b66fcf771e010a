import type { Dialect } from './dialect';

/** The requirement that stands for the remembered onboarding decision of 2026; it is not on the wire. */
export const DECISION = 'ONBOARDING_DECISION';
/** Waived at once: it makes the group of checks count as met, so that in 2026 the decision counts and they inform. */
export const DECISION_COUNTS = 'DECISION_COUNTS';

const hidden: ReadonlySet<string> = new Set([DECISION, DECISION_COUNTS]);
export const isHidden = (type: string): boolean => hidden.has(type);

/** The checks of each kind of identity, by dialect. */
const checks = {
  '2025': { PERSON: ['ID_VERIFICATION', 'SANCTIONS_SCREENING'], INSTITUTION: ['SANCTIONS_SCREENING', 'MEMBERS'] },
  '2026': { PERSON: ['ID_VERIFICATION', 'SCREENING_CHECK'], INSTITUTION: ['DOCUMENT_VERIFICATION', 'SCREENING_CHECK'] },
} as const;

/** The fields of the sandbox call, and the checks that they set. */
export const sandboxChecks: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  '2025': {
    id_verification_status: 'ID_VERIFICATION',
    sanctions_verification_status: 'SANCTIONS_SCREENING',
    additional_screening_status: 'ADDITIONAL_SCREENING',
  },
  '2026': {
    id_verification_status: 'ID_VERIFICATION',
    sanctions_verification_status: 'SCREENING_CHECK',
    document_verification_status: 'DOCUMENT_VERIFICATION',
    additional_screening_status: 'COMPLIANCE_CHECK',
  },
};

const ofKind = (kind: string) => ({ all: [{ fact: 'kind', operator: 'equal', value: kind }] });

/** A warning after 150 days without a login or a trade, dormant after 180; a person brings them back. */
const dormancy = {
  id: 'dormancy',
  title: 'Customers who have gone quiet',
  inactivity: [
    {
      id: 'customers',
      counts: { types: ['login', 'trade', 'deposit', 'withdrawal'] },
      stages: [
        { id: 'warn', after: 'P150D', notify: 'dormancy-warning' },
        { id: 'dormant', after: 'P180D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
      ],
      onReturn: 'keep',
    },
  ],
};

function onboarding(dialect: Dialect): object {
  const sets = (['PERSON', 'INSTITUTION'] as const).map((kind) => {
    const types = checks[dialect][kind].map((type) => ({ type }));
    const require = dialect === '2025' ? types : [{ type: DECISION }, { oneOf: [{ type: DECISION_COUNTS }, ...types] }];
    return { id: kind.toLowerCase(), when: ofKind(kind), require };
  });
  return { id: 'onboarding', title: 'What a new customer must show', requirements: sets };
}

/**
 * The KYC refresh, opened for a person by the approval, which counts as the first: every two years they show again who they
 * are; 30 days late, they may only sell (2025 has no such control: they are frozen).
 */
export const kycRefresh = (dialect: Dialect) => ({
  requirementId: 'kyc-refresh',
  type: 'KYC_REFRESH',
  validFor: 'P2Y',
  renewalGrace: 'P30D',
  onOverdue: { control: { type: dialect === '2025' ? 'FROZEN' : 'SELL_ONLY', reasonCode: 'COMPLIANCE_KYC' } },
});

export const policies = (dialect: Dialect): readonly object[] => [dormancy, onboarding(dialect)];

const TRADING = ['buy', 'deposit', 'withdraw'];

/**
 * What belongs to the account. 2025: any active control disables, then failures, then what is pending. 2026: before the
 * first approval the decision counts; afterwards a frozen identity is in error, any other control disables.
 */
export function settings(dialect: Dialect): object {
  const frozen = { type: 'FROZEN', effect: dialect === '2025' ? 'DISABLED' : 'ERROR', restricts: '*', terminal: false };
  return {
    controlTypes: [frozen, { type: 'SELL_ONLY', effect: 'DISABLED', restricts: TRADING, terminal: false }],
    statusPrecedence:
      dialect === '2025'
        ? ['DISABLED', 'ERROR', 'DENIED', 'PENDING', 'APPROVED']
        : {
            beforeFirstApproval: ['PENDING', 'DENIED', 'ERROR', 'DISABLED', 'APPROVED'],
            afterFirstApproval: ['ERROR', 'DISABLED', 'DENIED', 'PENDING', 'APPROVED'],
          },
  };
}
