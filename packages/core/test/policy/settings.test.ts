import { describe, expect, it } from 'vitest';
import { compilePolicies, defaultSettings, type Issue, isDormouseError } from '../../src/index';
import { checkSettings } from '../../src/policy/settings';
import { answerTo, caseOf, identity } from '../laws/support/hostile';

const order = ['DISABLED', 'ERROR', 'DENIED', 'PENDING', 'APPROVED'];
const type = { type: 'SELL_ONLY', effect: 'DISABLED', restricts: ['buy'], terminal: false };

const sound = (): any => ({
  statusPrecedence: { beforeFirstApproval: order, afterFirstApproval: [...order.slice(1, 4), 'DISABLED', 'APPROVED'] },
  guard: { maxRestricted: { percent: 5, atLeast: 20 } },
  trackingSince: '2025-01-01T00:00:00Z',
  resolution: 'PT1H',
  timeZone: 'Europe/Berlin',
  controlTypes: [{ ...type }, { type: 'MARKED', effect: 'NONE', restricts: '*', terminal: true }],
});

type Expected = readonly (readonly [code: string, pointer: string])[];
type Fault = readonly [what: string, change: (settings: any) => unknown, ...expected: Expected];

const faults: readonly Fault[] = [
  ['a list', () => [], ['NOT_AN_OBJECT', '/settings']],
  ['a text', () => 'default', ['NOT_AN_OBJECT', '/settings']],
  [
    'an unknown key',
    (s) => {
      s.limit = 5;
    },
    ['UNKNOWN_KEY', '/settings/limit'],
  ],
  [
    'a precedence of four',
    (s) => {
      s.statusPrecedence = order.slice(1);
    },
    ['INVALID_PRECEDENCE', '/settings/statusPrecedence'],
  ],
  [
    'a precedence with a status twice',
    (s) => {
      s.statusPrecedence = ['ERROR', 'ERROR', 'DENIED', 'PENDING', 'APPROVED'];
    },
    ['INVALID_PRECEDENCE', '/settings/statusPrecedence'],
  ],
  [
    'a precedence with a sixth',
    (s) => {
      s.statusPrecedence = [...order, 'CLOSED'];
    },
    ['INVALID_PRECEDENCE', '/settings/statusPrecedence'],
  ],
  [
    'a precedence that does not end in APPROVED',
    (s) => {
      s.statusPrecedence = [...order].reverse();
    },
    ['INVALID_PRECEDENCE', '/settings/statusPrecedence'],
  ],
  [
    'half of two precedences',
    (s) => {
      delete s.statusPrecedence.afterFirstApproval;
    },
    ['MISSING_KEY', '/settings/statusPrecedence/afterFirstApproval'],
  ],
  [
    'two precedences, one of them wrong',
    (s) => {
      s.statusPrecedence.beforeFirstApproval = [];
    },
    ['INVALID_PRECEDENCE', '/settings/statusPrecedence/beforeFirstApproval'],
  ],
  [
    'a guard without a limit',
    (s) => {
      s.guard = {};
    },
    ['MISSING_KEY', '/settings/guard/maxRestricted'],
  ],
  [
    'a guard of more than 100 percent',
    (s) => {
      s.guard.maxRestricted.percent = 101;
    },
    ['INVALID_NUMBER', '/settings/guard/maxRestricted/percent'],
  ],
  [
    'a guard below nothing',
    (s) => {
      s.guard.maxRestricted.atLeast = -1;
    },
    ['INVALID_NUMBER', '/settings/guard/maxRestricted/atLeast'],
  ],
  [
    'a guard that is no number',
    (s) => {
      s.guard.maxRestricted.percent = '5';
    },
    ['INVALID_NUMBER', '/settings/guard/maxRestricted/percent'],
  ],
  [
    'a guard with NaN',
    (s) => {
      s.guard.maxRestricted.percent = Number.NaN;
    },
    ['INVALID_NUMBER', '/settings/guard/maxRestricted/percent'],
  ],
  [
    'tracking since no instant',
    (s) => {
      s.trackingSince = '2025-01-01';
    },
    ['INVALID_INSTANT', '/settings/trackingSince'],
  ],
  [
    'a resolution that is no duration',
    (s) => {
      s.resolution = 3_600;
    },
    ['INVALID_DURATION', '/settings/resolution'],
  ],
  [
    'a time zone that is none',
    (s) => {
      s.timeZone = 'utc';
    },
    ['INVALID_TIME_ZONE', '/settings/timeZone'],
  ],
  [
    'control types that are an object',
    (s) => {
      s.controlTypes = {};
    },
    ['NOT_A_LIST', '/settings/controlTypes'],
  ],
  [
    'a control type without name',
    (s) => {
      delete s.controlTypes[0].type;
    },
    ['MISSING_KEY', '/settings/controlTypes/0/type'],
  ],
  [
    'a control type with an unknown effect',
    (s) => {
      s.controlTypes[0].effect = 'DENIED';
    },
    ['UNKNOWN_VALUE', '/settings/controlTypes/0/effect'],
  ],
  [
    'a control type that restricts a text',
    (s) => {
      s.controlTypes[0].restricts = 'buy';
    },
    ['NOT_A_LIST', '/settings/controlTypes/0/restricts'],
  ],
  [
    'a control type that is terminal in words',
    (s) => {
      s.controlTypes[0].terminal = 'no';
    },
    ['NOT_A_BOOLEAN', '/settings/controlTypes/0/terminal'],
  ],
  [
    'a control type of a built-in name',
    (s) => {
      s.controlTypes[0].type = 'DORMANT';
    },
    ['DUPLICATE_ID', '/settings/controlTypes/0/type'],
  ],
  [
    'a control type twice',
    (s) => {
      s.controlTypes[1].type = 'SELL_ONLY';
    },
    ['DUPLICATE_ID', '/settings/controlTypes/1/type'],
  ],
];

const named = (list: readonly Fault[]) => list.map(([what, change, ...expected]) => ({ what, change, expected }));

function faulty(change: (settings: any) => unknown): unknown {
  const settings = sound();
  const other = change(settings);
  return other === undefined ? settings : other;
}

function issuesOf(settings: unknown): Expected {
  const issues: Issue[] = [];
  checkSettings(settings, '/settings', issues);
  return issues.map(({ code, pointer }) => [code, pointer] as const);
}

describe('settings', () => {
  it('§5 sound settings have no issues, and every key may be left out or null', () => {
    expect(issuesOf(sound())).toEqual([]);
    expect(issuesOf({})).toEqual([]);
    expect(issuesOf(Object.fromEntries(Object.keys(sound()).map((key) => [key, null])))).toEqual([]);
    expect(compilePolicies({ policies: [] }).settings).toEqual(defaultSettings);
    expect(compilePolicies({ policies: [], settings: null }).settings).toEqual(defaultSettings);
  });

  it.each(named(faults))('§13 refuses $what, in a case and at the door of an account', ({ change, expected }) => {
    const settings = faulty(change);
    expect(issuesOf(settings)).toEqual(expected);
    const answer = answerTo({ ...caseOf({}), settings });
    expect(answer).toMatchObject({
      id: 'hostile',
      error: { code: 'INVALID_CASE', issues: expected.map(([code, pointer]) => ({ code, pointer })) },
    });
    try {
      compilePolicies({ policies: [], settings });
      expect.unreachable();
    } catch (error) {
      expect(isDormouseError(error, 'INVALID_ARGUMENT')).toBe(true);
    }
  });
});

const at = '/subject';
const control = (more: object): object => ({
  id: 'c',
  type: 'DORMANT',
  setBy: 'CLIENT',
  createdAt: '2025-01-01T00:00:00Z',
  ...more,
});
const withSubject = (subject: object): object => caseOf({ subject: subject as never });

const caseFaults: readonly (readonly [what: string, doc: unknown, ...expected: Expected])[] = [
  ['no case at all', 'case', ['NOT_AN_OBJECT', '']],
  ['no instant', { ...caseOf({}), at: undefined }, ['INVALID_INSTANT', '/at']],
  ['an instant without an offset', { ...caseOf({}), at: '2026-01-01T00:00:00' }, ['INVALID_INSTANT', '/at']],
  ['a number as id', { ...caseOf({}), id: 5 }, ['NOT_A_TEXT', '/id']],
  ['an unknown key', { ...caseOf({}), settings2: {} }, ['UNKNOWN_KEY', '/settings2']],
  ['policies that are an object', { ...caseOf({}), policies: {} }, ['NOT_A_LIST', '/policies']],
  [
    'two policies with one id',
    caseOf({ policies: [{ id: 'p' }, { id: 'q' }, { id: 'p' }] }),
    ['DUPLICATE_ID', '/policies/2/id'],
  ],
  ['no subject', { id: 'x', at: '2026-01-01T00:00:00Z' }, ['MISSING_KEY', '/subject']],
  ['no identity', { ...caseOf({}), subject: {} }, ['MISSING_KEY', `${at}/identity`]],
  [
    'an identity without kind',
    withSubject({ identity: { ...identity, kind: undefined } }),
    ['INVALID_ID', `${at}/identity/kind`],
  ],
  [
    'an unknown key of the identity',
    withSubject({ identity: { ...identity, email: 'x' } }),
    ['UNKNOWN_KEY', `${at}/identity/email`],
  ],
  [
    'attributes of 17 levels',
    withSubject({
      identity: { ...identity, attributes: Array.from({ length: 17 }).reduce((inner) => ({ inner }), {}) },
    }),
    ['DATA_TOO_DEEP', `${at}/identity/attributes`],
  ],
  [
    'activity without an instant',
    withSubject({ activity: { login: { success: { count: 1 } } } }),
    ['MISSING_KEY', `${at}/activity/login/success/lastAt`],
  ],
  [
    'a count that is negative',
    withSubject({ activity: { login: { success: { lastAt: null, count: -1 } } } }),
    ['INVALID_NUMBER', `${at}/activity/login/success/count`],
  ],
  [
    'an outcome that does not exist',
    withSubject({ activity: { login: { refused: {} } } }),
    ['UNKNOWN_KEY', `${at}/activity/login/refused`],
  ],
  [
    'a control of an unknown type',
    withSubject({ controls: [control({ type: 'FROZEN' })] }),
    ['UNKNOWN_CONTROL_TYPE', `${at}/controls/0/type`],
  ],
  [
    'a control that nobody set',
    withSubject({ controls: [control({ setBy: 'ME' })] }),
    ['UNKNOWN_VALUE', `${at}/controls/0/setBy`],
  ],
  [
    'a reason that is too long',
    withSubject({ controls: [control({ reason: 'x'.repeat(2_001) })] }),
    ['TEXT_TOO_LONG', `${at}/controls/0/reason`],
  ],
  [
    'two controls with one id',
    withSubject({ controls: [control({}), control({ type: 'CLOSED' })] }),
    ['DUPLICATE_ID', `${at}/controls/1/id`],
  ],
  [
    'a control of another identity',
    withSubject({ controls: [control({ identityId: 'somebody' })] }),
    ['WRONG_OWNER', `${at}/controls/0/identityId`],
  ],
  [
    'a control of another account',
    withSubject({ controls: [control({ accountId: 'globex' })] }),
    ['WRONG_OWNER', `${at}/controls/0/accountId`],
  ],
  [
    'a requirement in no state',
    withSubject({ requirements: [{ id: 'r', type: 'T', state: 'OPEN' }] }),
    ['UNKNOWN_VALUE', `${at}/requirements/0/state`],
  ],
  [
    'a requirement that sets an unknown type',
    withSubject({
      requirements: [{ id: 'r', type: 'T', state: 'MET', onOverdue: { control: { type: 'X', reasonCode: 'Y' } } }],
    }),
    ['UNKNOWN_CONTROL_TYPE', `${at}/requirements/0/onOverdue/control/type`],
  ],
  [
    'an exemption of no kind',
    withSubject({ exemptions: [{ id: 'x', kind: 'HOLIDAY' }] }),
    ['UNKNOWN_VALUE', `${at}/exemptions/0/kind`],
  ],
  [
    'a rule without its policy',
    withSubject({ exemptions: [{ id: 'x', kind: 'EXEMPTION', scope: { ruleId: 'r' } }] }),
    ['SCOPE_WITHOUT_POLICY', `${at}/exemptions/0/scope/ruleId`],
  ],
  [
    'an indefinite exemption with an end',
    withSubject({ exemptions: [{ id: 'x', kind: 'EXEMPTION', indefinite: true, until: '2027-01-01T00:00:00Z' }] }),
    ['INDEFINITE_WITH_END', `${at}/exemptions/0/until`],
  ],
  [
    'an exemption by condition',
    withSubject({ exemptions: [{ id: 'x', kind: 'EXEMPTION', condition: { all: [] } }] }),
    ['UNSUPPORTED', `${at}/exemptions/0/condition`],
  ],
  [
    'progress without a base',
    withSubject({
      progress: [{ policyId: 'p', ruleId: 'r', stageId: 's', at: '2025-01-01T00:00:00Z', outcome: 'served' }],
    }),
    ['MISSING_KEY', `${at}/progress/0/base`],
  ],
  [
    'progress with an unknown outcome',
    withSubject({
      progress: [
        {
          policyId: 'p',
          ruleId: 'r',
          stageId: 's',
          base: '2025-01-01T00:00:00Z',
          at: '2025-01-01T00:00:00Z',
          outcome: 'sent',
        },
      ],
    }),
    ['UNKNOWN_VALUE', `${at}/progress/0/outcome`],
  ],
  [
    'a reactivation at no instant',
    withSubject({ reactivatedAt: 'yesterday' }),
    ['INVALID_INSTANT', `${at}/reactivatedAt`],
  ],
];

const namedCases = caseFaults.map(([what, doc, ...expected]) => ({ what, doc, expected }));

describe('cases', () => {
  it.each(namedCases)('§13 INVALID_CASE for $what', ({ doc, expected }) => {
    expect(answerTo(doc)).toMatchObject({
      error: { code: 'INVALID_CASE', issues: expected.map(([code, pointer]) => ({ code, pointer })) },
    });
  });

  it('Forms what is wrong in a policy is INVALID_POLICY, with the pointer from the case', () => {
    const doc = caseOf({
      policies: [{ id: 'a' }, { id: 'b', inactivity: [{ id: 'r', stages: [{ id: 's', after: 'P1D' }] }] }],
    });
    expect(answerTo(doc)).toMatchObject({
      id: 'hostile',
      error: {
        code: 'INVALID_POLICY',
        issues: [{ code: 'STAGE_ACTION', pointer: '/policies/1/inactivity/0/stages/0' }],
      },
    });
  });

  it('C1 all issues of a case come at once: of settings, subject and policies', () => {
    const doc = {
      ...caseOf({
        subject: { controls: [control({ type: 'FROZEN' }), control({ id: 'd', type: 'SELL_ONLY' })] } as never,
      }),
      at: 'now',
      settings: { resolution: 'P', controlTypes: [type] },
      policies: [{ id: 'p', title: 5 }, { id: 'p' }],
    };
    const answer = answerTo(doc);
    if (!('error' in answer)) throw new Error('accepted');
    expect(answer.error.code).toBe('INVALID_CASE');
    expect(answer.error.issues.map(({ code, pointer }) => `${code} ${pointer}`).sort()).toEqual([
      'DUPLICATE_ID /policies/1/id',
      'INVALID_DURATION /settings/resolution',
      'INVALID_INSTANT /at',
      'NOT_A_TEXT /policies/0/title',
      'UNKNOWN_CONTROL_TYPE /subject/controls/0/type',
    ]);
  });

  it('Forms null means absent everywhere in a subject', () => {
    const nothing = { parentId: null, name: null, attributes: null, labels: null, locked: null };
    const subject = {
      identity: { ...identity, ...nothing },
      activity: { login: { success: null, failure: null }, token: { success: { lastAt: null, count: 0 } } },
      controls: [
        control({ expiresAt: null, deletedAt: null, cause: null, requirementIds: null, reason: null, actor: null }),
      ],
      requirements: [
        {
          id: 'r',
          type: 'T',
          state: 'MET',
          dueAt: null,
          validUntil: null,
          renewalGrace: null,
          onOverdue: null,
          group: null,
          whilePending: null,
        },
      ],
      exemptions: [
        { id: 'x', kind: 'EXEMPTION', scope: null, from: null, until: null, indefinite: null, reviewBy: null },
      ],
      progress: null,
      reactivatedAt: null,
      approvedAt: null,
    };
    expect(answerTo({ ...withSubject(subject), policies: null, settings: null })).toMatchObject({ status: 'DISABLED' });
  });
});
