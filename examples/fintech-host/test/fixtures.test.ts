import { afterEach, describe, expect, it } from 'vitest';
import type { Dialect } from '../src/dialect';
import { type Client, startClient } from './helpers/client';

/**
 * The documented samples: controls, requirements and the remembered decision, and the status that they show. They are rows
 * of the table of public sources that the README names; drafts are among them.
 */
interface Row {
  readonly row: number;
  readonly dialect: Dialect;
  readonly kind?: 'INSTITUTION';
  readonly controls?: readonly (readonly [type: string, setBy: 'CLIENT' | 'PAXOS', reason: string])[];
  readonly pending?: readonly string[];
  readonly failed?: readonly string[];
  readonly decision?: 'APPROVED' | 'DENIED';
  readonly status: string;
}

const rows: readonly Row[] = [
  { row: 1, dialect: '2025', controls: [['DORMANT', 'CLIENT', 'DORMANT']], decision: 'APPROVED', status: 'DISABLED' },
  { row: 2, dialect: '2025', pending: ['SANCTIONS_SCREENING', 'ADDITIONAL_SCREENING', 'MEMBERS'], status: 'PENDING' },
  {
    row: 3,
    dialect: '2025',
    controls: [['CLOSED', 'CLIENT', 'END_USER_REQUESTED']],
    decision: 'APPROVED',
    status: 'DISABLED',
  },
  { row: 4, dialect: '2025', failed: ['RISK_RATING'], decision: 'DENIED', status: 'DENIED' },
  {
    row: 5,
    dialect: '2025',
    controls: [
      ['CLOSED', 'CLIENT', 'OTHER'],
      ['CLOSED', 'PAXOS', 'OTHER'],
    ],
    pending: ['ID_VERIFICATION', 'SANCTIONS_SCREENING', 'ADDITIONAL_SCREENING', 'MEMBERS'],
    failed: ['ENHANCED_DUE_DILIGENCE', 'RISK_AWARENESS_ASSESSMENT', 'RISK_RATING'],
    status: 'DISABLED',
  },
  { row: 6, dialect: '2025', controls: [['DORMANT', 'PAXOS', 'DORMANT']], decision: 'APPROVED', status: 'DISABLED' },
  {
    row: 7,
    dialect: '2026',
    controls: [['DORMANT', 'CLIENT', 'INACTIVITY']],
    decision: 'APPROVED',
    status: 'DISABLED',
  },
  {
    row: 8,
    dialect: '2026',
    controls: [['SELL_ONLY', 'PAXOS', 'COMPLIANCE_KYC']],
    pending: ['SCREENING_CHECK'],
    failed: ['KYC_REFRESH'],
    decision: 'APPROVED',
    status: 'DISABLED',
  },
  {
    row: 10,
    dialect: '2026',
    kind: 'INSTITUTION',
    failed: ['MEMBERS'],
    pending: ['ENHANCED_DUE_DILIGENCE'],
    status: 'PENDING',
  },
  {
    row: 11,
    dialect: '2026',
    controls: [['FROZEN', 'PAXOS', 'COMPLIANCE_KYC']],
    failed: ['ID_VERIFICATION', 'RISK_AWARENESS_ASSESSMENT', 'KYC_REFRESH'],
    pending: ['SCREENING_CHECK'],
    status: 'PENDING',
  },
  {
    row: 13,
    dialect: '2026',
    controls: [
      ['SELL_ONLY', 'PAXOS', 'COMPLIANCE_EDD'],
      ['DORMANT', 'CLIENT', 'INACTIVITY'],
    ],
    failed: ['DOCUMENT_VERIFICATION', 'MEMBERS'],
    pending: ['SCREENING_CHECK', 'COMPLIANCE_CHECK', 'ENHANCED_DUE_DILIGENCE'],
    status: 'PENDING',
  },
  {
    row: 17,
    dialect: '2026',
    pending: ['ENHANCED_DUE_DILIGENCE'],
    failed: ['RISK_AWARENESS_ASSESSMENT', 'KYC_REFRESH'],
    decision: 'DENIED',
    status: 'DENIED',
  },
  { row: 18, dialect: '2026', failed: ['RISK_AWARENESS_ASSESSMENT'], decision: 'DENIED', status: 'DENIED' },
  {
    row: 19,
    dialect: '2026',
    kind: 'INSTITUTION',
    pending: ['ID_VERIFICATION'],
    failed: ['DOCUMENT_VERIFICATION', 'COMPLIANCE_CHECK', 'MEMBERS'],
    status: 'PENDING',
  },
  { row: 21, dialect: '2026', decision: 'APPROVED', status: 'APPROVED' },
  {
    row: 22,
    dialect: '2026',
    controls: [
      ['FROZEN', 'PAXOS', 'LEGAL_ORDER'],
      ['DORMANT', 'CLIENT', 'INACTIVITY'],
    ],
    decision: 'APPROVED',
    status: 'ERROR',
  },
  { row: 24, dialect: '2026', pending: ['ENHANCED_DUE_DILIGENCE'], decision: 'APPROVED', status: 'APPROVED' },
  { row: 26, dialect: '2026', controls: [['SELL_ONLY', 'CLIENT', 'OTHER']], decision: 'DENIED', status: 'DENIED' },
];

const clients: Client[] = [];
afterEach(async () => {
  for (const { host } of clients.splice(0)) await host.stop();
});

describe('the documented samples', () => {
  it.each(rows)(
    'row $row ($dialect) is $status',
    async ({ dialect, kind, controls = [], pending = [], failed = [], decision, status }) => {
      const client = await startClient(dialect);
      clients.push(client);
      const details = kind === 'INSTITUTION' ? { institution_details: {} } : { person_details: {} };
      const { id, status_details: first } = await client.post('/identity/identities', details);
      const sandbox = (body: unknown) => client.put(`/identity/identities/${id}/sandbox-status`, body);
      // What the row does not name as outstanding was shown.
      const lists =
        dialect === '2026'
          ? first.requirements
          : [...(first.pending_requirements ?? []), ...(first.failed_requirements ?? [])];
      const shown = lists
        .map(({ type }: { type: string }) => type)
        .filter((type: string) => ![...pending, ...failed].includes(type));
      const named = { ...states(shown, 'APPROVED'), ...states(failed, 'DENIED') };
      // In 2025 an identity is approved when nothing is outstanding: what is outstanding later comes later.
      if (dialect === '2026') {
        await sandbox({ requirements: { ...states(pending, 'PENDING'), ...named }, decision: decision ?? 'PENDING' });
      } else {
        if (decision === 'APPROVED') await sandbox({ requirements: states(shown, 'APPROVED') });
        await sandbox({ requirements: { ...states(pending, 'PENDING'), ...named } });
      }
      for (const [type, setBy, reason] of controls) {
        await client.post('/v2/identity/controls', {
          identity_id: id,
          type,
          reason_code: reason,
          reason: 'sample',
          set_by: setBy,
        });
      }
      const answer = await client.get(`/identity/identities/${id}`);
      expect(answer).toMatchObject({ status });
      const outstanding = answer['status_details'];
      const seen = (state: string) =>
        dialect === '2026'
          ? outstanding.requirements
              .filter((each: any) => each.status === state)
              .map(({ type }: { type: string }) => type)
          : (outstanding[`${state.toLowerCase()}_requirements`] ?? []).map(({ type }: { type: string }) => type);
      expect([seen('PENDING').sort(), seen('FAILED').sort()]).toEqual([[...pending].sort(), [...failed].sort()]);
    },
  );
});

function states(types: readonly string[], state: string): Record<string, string> {
  return Object.fromEntries(types.map((type) => [type, state]));
}
