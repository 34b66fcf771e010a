/** The two forms of the API: the guide of 30 September 2025, and the API of 2026. */
export type Dialect = '2025' | '2026';

/** What a client may set, and what only the platform may (C25, C26). */
export const controlTypes = {
  '2025': { client: ['CLOSED', 'DORMANT'], platform: ['FROZEN'] },
  '2026': { client: ['SELL_ONLY', 'CLOSED', 'DORMANT'], platform: ['FROZEN'] },
} as const satisfies Record<Dialect, unknown>;

/** The reason codes of each, as they are on the wire. */
export const reasonCodes: Readonly<Record<Dialect, readonly string[]>> = {
  '2025': ['DORMANT', 'END_USER_REQUESTED', 'COMPLIANCE', 'OTHER'],
  '2026': [
    'OTHER',
    'END_USER_REQUEST',
    'INACTIVITY',
    'COMPLIANCE_KYC',
    'COMPLIANCE_EDD',
    'COMPLIANCE_SCREENING',
    'COMPLIANCE_INVESTIGATION',
    'ONBOARDING_INCOMPLETE',
    'RISK_FRAUD',
    'LEGAL_ORDER',
    'ADMINISTRATIVE',
  ],
};

/** Other names under which the guides print the same codes: taken from clients, never sent. */
const stored: Readonly<Record<string, string>> = { DORMANT: 'INACTIVITY', END_USER_REQUEST: 'END_USER_REQUESTED' };

/** The code as Dormouse keeps it; null when the dialect has none of this name. */
export function readReasonCode(dialect: Dialect, code: string): string | null {
  const tolerated = ['DORMANT', 'INACTIVITY', 'END_USER_REQUEST', 'END_USER_REQUESTED'];
  return reasonCodes[dialect].includes(code) || tolerated.includes(code) ? (stored[code] ?? code) : null;
}

/** The code as the dialect writes it. */
export function writeReasonCode(dialect: Dialect, code: string): string {
  if (dialect === '2026') return code === 'END_USER_REQUESTED' ? 'END_USER_REQUEST' : code;
  if (code === 'INACTIVITY') return 'DORMANT';
  if (code.startsWith('COMPLIANCE')) return 'COMPLIANCE';
  return reasonCodes['2025'].includes(code) ? code : 'OTHER';
}

/** The legacy flag of a user: which control it becomes (O25, O26). */
export const legacyType: Readonly<Record<Dialect, string>> = { '2025': 'CLOSED', '2026': 'SELL_ONLY' };
