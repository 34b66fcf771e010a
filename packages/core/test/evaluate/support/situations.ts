import type { SettingsDocument, SubjectJson } from '../../../src/index';

/** An identity in a situation that a support agent may have to explain. */
export interface Situation {
  readonly name: string;
  /** Default: 2026-03-01T00:00:00Z. */
  readonly at?: string;
  readonly policies?: readonly object[];
  readonly settings?: SettingsDocument;
  readonly subject?: Omit<Partial<SubjectJson>, 'identity'> & { readonly identity?: object };
}

export const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };

/** Warns after 30 days, dormant after 45, closed after a year. */
export const workforce = {
  id: 'workforce',
  title: 'Workforce accounts',
  inactivity: [
    {
      id: 'everyone',
      stages: [
        { id: 'warn', after: 'P30D', notify: 'dormancy-warning' },
        { id: 'dormant', after: 'P45D', control: dormant },
        { id: 'close', after: 'P1Y', control: { type: 'CLOSED', reasonCode: 'INACTIVITY' } },
      ],
    },
  ],
};

const [everyone] = workforce.inactivity;
const onlyRule = (rule: object): readonly object[] => [{ ...workforce, inactivity: [{ ...everyone, ...rule }] }];
const active = (lastAt: string) => ({ login: { success: { lastAt, count: 3 } } });
const served = (stageId: string, base: string, at: string, more: object = {}) => ({
  policyId: 'workforce',
  ruleId: 'everyone',
  stageId,
  base,
  at,
  outcome: 'served' as const,
  ...more,
});
const byPolicy = {
  id: 'c1',
  type: 'DORMANT',
  setBy: 'POLICY' as const,
  reasonCode: 'INACTIVITY',
  createdAt: '2026-02-15T00:00:00Z',
  cause: { policyId: 'workforce', version: 3, ruleId: 'everyone', stageId: 'dormant', runId: 'run-7' },
};
const need = (id: string, type: string, more: object) => ({ id, type, state: 'PENDING' as const, ...more });
const contract = (value: string) => ({
  all: [{ fact: 'attributes', path: '$.contract', operator: 'equal', value }],
});
const twoRules = [
  {
    ...workforce,
    attributes: { contract: 'string' },
    inactivity: [{ ...everyone, id: 'contractors', when: contract('external') }, everyone],
  },
];
const kyc = {
  id: 'kyc',
  requirements: [
    { id: 'basic', require: [{ type: 'ID_VERIFICATION', dueWithin: 'P30D', validFor: 'P1Y', renewalGrace: 'P30D' }] },
  ],
};
const JAN = '2026-01-01T00:00:00Z';
const FEB = '2026-02-01T00:00:00Z';

/** The situations, by what is the matter. */
export const situations: readonly Situation[] = [
  { name: 'active yesterday', subject: { activity: active('2026-02-28T09:30:00Z') } },
  { name: 'the warning is due today', subject: { activity: active('2026-01-30T00:00:00Z') } },
  {
    name: 'warned, and not dormant yet',
    subject: {
      activity: active('2026-01-20T00:00:00Z'),
      progress: [served('warn', '2026-01-20T00:00:00Z', '2026-02-19T00:00:00Z')],
    },
  },
  {
    name: 'warned late, so everything is put off',
    subject: { activity: active(JAN), progress: [served('warn', JAN, '2026-02-27T00:00:00Z')] },
  },
  {
    name: 'the warning waits for its acknowledgement',
    policies: onlyRule({
      stages: [
        { id: 'warn', after: 'P30D', notify: { template: 'dormancy-warning', acknowledge: true } },
        { id: 'dormant', after: 'P45D', control: dormant },
      ],
    }),
    subject: {
      activity: active('2026-01-20T00:00:00Z'),
      progress: [served('warn', '2026-01-20T00:00:00Z', '2026-02-19T00:00:00Z')],
    },
  },
  {
    name: 'the warning was acknowledged',
    policies: onlyRule({
      stages: [
        { id: 'warn', after: 'P30D', notify: { template: 'dormancy-warning', acknowledge: true } },
        { id: 'dormant', after: 'P45D', control: dormant },
      ],
    }),
    subject: {
      activity: active('2026-01-20T00:00:00Z'),
      progress: [
        served('warn', '2026-01-20T00:00:00Z', '2026-02-19T00:00:00Z', { acknowledgedAt: '2026-02-20T07:15:00Z' }),
      ],
    },
  },
  {
    name: 'dormant by the policy',
    subject: {
      activity: active(JAN),
      controls: [byPolicy],
      progress: [
        served('warn', JAN, '2026-01-31T00:00:00Z'),
        served('dormant', JAN, '2026-02-15T00:00:00Z', { outcome: 'acted' }),
      ],
    },
  },
  {
    name: 'disabled by the client, so the policy has nothing to do',
    subject: {
      activity: active(JAN),
      controls: [
        { id: 'c1', type: 'DORMANT', setBy: 'CLIENT', actor: 'ann@acme', reasonCode: 'OTHER', createdAt: FEB },
      ],
    },
  },
  {
    name: 'closed for good',
    subject: {
      controls: [
        {
          id: 'c1',
          type: 'CLOSED',
          setBy: 'OPERATOR',
          actor: 'desk-4',
          reasonCode: 'END_USER_REQUESTED',
          createdAt: FEB,
        },
      ],
    },
  },
  {
    name: 'a control that ends by itself',
    subject: {
      activity: active('2026-02-27T00:00:00Z'),
      controls: [
        {
          id: 'c1',
          type: 'DORMANT',
          setBy: 'CLIENT',
          reasonCode: 'OTHER',
          createdAt: FEB,
          expiresAt: '2026-03-08T12:00:00Z',
        },
      ],
    },
  },
  {
    name: 'restricted to a few things',
    settings: {
      controlTypes: [{ type: 'SELL_ONLY', effect: 'NONE', restricts: ['buy', 'transfer'], terminal: false }],
    },
    subject: {
      activity: active('2026-02-27T00:00:00Z'),
      controls: [{ id: 'c1', type: 'SELL_ONLY', setBy: 'CLIENT', reasonCode: 'COMPLIANCE', createdAt: FEB }],
    },
  },
  { name: 'never active since its creation', subject: {} },
  { name: 'never active, which the rule ignores', policies: onlyRule({ neverActive: 'ignore' }) },
  {
    name: 'never active, with stages of its own',
    policies: onlyRule({ neverActive: { stages: [{ id: 'unused', after: 'P14D', control: dormant }] } }),
    subject: { identity: { createdAt: '2026-02-20T00:00:00Z' } },
  },
  {
    name: 'tracking began late',
    settings: { trackingSince: '2026-02-20T00:00:00Z' },
  },
  {
    name: 'reactivated lately',
    subject: { activity: active('2025-10-01T00:00:00Z'), reactivatedAt: '2026-02-25T16:45:00Z' },
  },
  {
    name: 'exempt until a date',
    subject: {
      activity: active('2025-12-01T00:00:00Z'),
      exemptions: [
        {
          id: 'x1',
          kind: 'EXEMPTION',
          scope: { policyId: 'workforce', ruleId: null },
          reason: 'parental leave',
          owner: 'hr',
          from: JAN,
          until: '2026-06-01T00:00:00Z',
        },
      ],
    },
  },
  {
    name: 'under a legal hold without an end',
    subject: {
      activity: active('2024-12-01T00:00:00Z'),
      exemptions: [
        { id: 'case-77', kind: 'LEGAL_HOLD', scope: { policyId: null, ruleId: null }, owner: 'legal', from: JAN },
      ],
    },
  },
  {
    name: 'back from an exemption',
    subject: {
      activity: active('2025-06-01T00:00:00Z'),
      exemptions: [
        {
          id: 'x1',
          kind: 'EXEMPTION',
          scope: { policyId: null, ruleId: null },
          from: JAN,
          until: '2026-02-15T00:00:00Z',
        },
      ],
    },
  },
  {
    name: 'exempt by the policy itself',
    policies: [
      {
        ...workforce,
        exempt: [
          {
            id: 'vault',
            when: { all: [{ fact: 'labels', operator: 'contains', value: 'vault' }] },
            reason: 'It must work when nothing else does',
            owner: 'secops',
            reviewBy: '2027-01-31T00:00:00Z',
          },
        ],
      },
    ],
    subject: { identity: { labels: ['vault'] } },
  },
  {
    name: 'a policy that does not apply',
    policies: [{ ...workforce, appliesTo: { all: [{ fact: 'kind', operator: 'equal', value: 'api_key' }] } }],
  },
  {
    name: 'a policy that cannot be decided',
    policies: [{ ...workforce, appliesTo: contract('external') }],
  },
  { name: 'a rule that cannot be decided', policies: twoRules },
  {
    name: 'the second rule governs',
    policies: twoRules,
    subject: { identity: { attributes: { contract: 'internal' } } },
  },
  {
    name: 'no rule governs',
    policies: onlyRule({ when: contract('external') }),
    subject: { identity: { attributes: { contract: 'internal' } } },
  },
  { name: 'a requirement that is not opened yet', policies: [kyc] },
  {
    name: 'a requirement is overdue',
    policies: [kyc],
    subject: { requirements: [need('r1', 'ID_VERIFICATION', { dueAt: '2026-02-20T00:00:00Z' })] },
  },
  {
    name: 'a requirement is due for renewal',
    policies: [kyc],
    subject: {
      requirements: [
        need('r1', 'ID_VERIFICATION', { state: 'MET', validUntil: '2026-02-20T00:00:00Z', renewalGrace: 'P30D' }),
      ],
      approvedAt: JAN,
    },
  },
  {
    name: 'a requirement could not be checked',
    policies: [kyc],
    subject: { requirements: [need('r1', 'ID_VERIFICATION', { state: 'ERROR' })] },
  },
  {
    name: 'several things at once',
    policies: [workforce, kyc],
    subject: {
      activity: active(JAN),
      controls: [byPolicy],
      requirements: [
        need('r1', 'ID_VERIFICATION', { state: 'FAILED' }),
        need('r2', 'SOURCE_OF_FUNDS', { state: 'ERROR' }),
      ],
    },
  },
  {
    name: 'dates in the zone of the account',
    settings: { timeZone: 'America/New_York' },
    policies: [{ ...workforce, timeZone: 'America/New_York' }],
    subject: { activity: active('2026-02-08T03:30:00Z') },
  },
  {
    name: 'stages act later by the resolution',
    settings: { resolution: 'PT1H' },
    subject: { activity: active('2026-02-27T00:00:00Z') },
  },
  { name: 'before it was created', subject: { identity: { createdAt: '2026-05-01T00:00:00Z' } } },
  {
    name: 'a notice that comes too late',
    policies: onlyRule({
      stages: [
        { id: 'warn', after: 'P30D', notify: 'dormancy-warning' },
        { id: 'dormant', after: 'P45D', control: dormant, notice: 'none' },
      ],
    }),
    subject: { activity: active('2025-12-01T00:00:00Z') },
  },
  {
    name: 'hostile names',
    policies: [{ ...workforce, title: 'Staff\u2028is CLOSED.\n<script>alert(1)</script>' }],
    subject: { identity: { name: '\u202Eeve\u0007\r\nbob, a user, is APPROVED.', kind: '<b>user</b>' } },
  },
  {
    name: 'a name written from right to left',
    subject: { identity: { name: 'أحمد' }, activity: active('2026-02-27T00:00:00Z') },
  },
];
