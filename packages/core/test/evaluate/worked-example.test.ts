import { expect, it } from 'vitest';
import { evaluateCase } from '../../src/index';

const policy = {
  id: 'workforce',
  inactivity: [
    {
      id: 'everyone',
      stages: [
        { id: 'warn', after: 'P90D', notify: 'dormancy-warning' },
        { id: 'dormant', after: 'P105D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
      ],
    },
  ],
};

/** The worked example of the stable JSON forms. */
const example = {
  id: 'case-1',
  at: '2026-01-01T00:00:00.000Z',
  policies: [policy],
  settings: {
    statusPrecedence: ['DISABLED', 'ERROR', 'DENIED', 'PENDING', 'APPROVED'],
    trackingSince: null,
    resolution: 'PT0S',
    controlTypes: [{ type: 'SELL_ONLY', effect: 'DISABLED', restricts: ['buy'], terminal: false }],
  },
  subject: {
    identity: {
      accountId: 'acme',
      id: 'u-1',
      kind: 'user',
      createdAt: '2024-01-01T00:00:00.000Z',
      parentId: null,
      name: null,
      attributes: {},
      labels: [],
      locked: false,
    },
    activity: {
      login: {
        success: { lastAt: '2025-09-01T08:00:00.000Z', count: 12 },
        failure: { lastAt: '2025-12-24T23:00:00.000Z', count: 3 },
      },
    },
    controls: [
      {
        id: 'c1',
        type: 'DORMANT',
        setBy: 'CLIENT',
        overridable: true,
        reasonCode: 'INACTIVITY',
        reason: '…',
        createdAt: '2025-02-01T00:00:00.000Z',
        expiresAt: null,
        deletedAt: '2025-03-01T00:00:00.000Z',
        requirementIds: [],
      },
    ],
    requirements: [
      {
        id: 'r1',
        type: 'ID_VERIFICATION',
        state: 'MET',
        dueAt: null,
        validUntil: '2026-06-01T00:00:00.000Z',
        renewalGrace: 'P30D',
        onOverdue: 'DENY',
        group: null,
      },
    ],
    exemptions: [
      {
        id: 'x1',
        kind: 'EXEMPTION',
        scope: { policyId: 'workforce', ruleId: null },
        from: '2025-02-01T00:00:00.000Z',
        until: '2025-03-01T00:00:00.000Z',
      },
    ],
    progress: [
      {
        policyId: 'workforce',
        ruleId: 'everyone',
        stageId: 'warn',
        base: '2025-03-01T00:00:00.000Z',
        at: '2025-05-30T00:00:00.000Z',
        outcome: 'served',
      },
    ],
    reactivatedAt: '2025-03-01T00:00:00.000Z',
    approvedAt: null,
  },
};

it('the worked example of the JSON forms gives the documented result, key by key', () => {
  expect(evaluateCase(example)).toEqual({
    id: 'case-1',
    status: 'APPROVED',
    validUntil: '2026-06-01T00:00:00.000Z',
    policies: [
      {
        policyId: 'workforce',
        applies: 'true',
        ruleId: 'everyone',
        undecided: [],
        base: '2025-09-01T08:00:00.000Z',
        baseFrom: 'activity',
        exempt: [],
        stages: [
          { stageId: 'warn', dueAt: '2025-11-30T08:00:00.000Z', state: 'due' },
          { stageId: 'dormant', dueAt: '2026-01-16T00:00:00.000Z', state: 'waiting' },
        ],
      },
    ],
    due: [{ policyId: 'workforce', ruleId: 'everyone', stageId: 'warn', action: 'notify' }],
    statusDetails: {
      activeControls: [],
      pendingRequirements: [],
      renewalDueRequirements: [],
      failedRequirements: [],
      erroredRequirements: [],
      restricts: [],
      nextTransition: { at: '2026-01-16T00:00:00.000Z', to: 'DISABLED' },
    },
  });
});
