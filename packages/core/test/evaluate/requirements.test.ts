import { describe, expect, it } from 'vitest';
import { aControl, aPolicy, look, type Scene } from './support/scene';

const sets = (type = 'FROZEN'): object => ({ control: { type, reasonCode: 'COMPLIANCE' } });
const need = (id: string, state: string, more: object = {}): object => ({ id, type: id.toUpperCase(), state, ...more });
const approvedAt = '2025-06-01';

/** Status, then the ids that are pending, renewal-due, failed, errored. */
function sums(scene: Scene): readonly unknown[] {
  const { status, json } = look(scene);
  const { pendingRequirements, renewalDueRequirements, failedRequirements, erroredRequirements } = json.statusDetails;
  return [status, pendingRequirements, renewalDueRequirements, failedRequirements, erroredRequirements].map((part) =>
    Array.isArray(part) ? part.join(' ') : part,
  );
}

describe('R1 the state at an instant', () => {
  it('R1 stored states', () => {
    expect(sums({ requirements: [need('a', 'PENDING')] })).toEqual(['PENDING', 'a', '', '', '']);
    expect(sums({ requirements: [need('a', 'MET')] })).toEqual(['APPROVED', '', '', '', '']);
    expect(sums({ requirements: [need('a', 'WAIVED')] })).toEqual(['APPROVED', '', '', '', '']);
    expect(sums({ requirements: [need('a', 'FAILED')] })).toEqual(['DENIED', '', '', 'a', '']);
    expect(sums({ requirements: [need('a', 'ERROR')] })).toEqual(['ERROR', '', '', '', 'a']);
  });

  it('R1 a met one is due for renewal past its validity, and overdue past its grace', () => {
    const requirements = [need('a', 'MET', { validUntil: '2026-01-31', renewalGrace: 'P1M' })];
    const at = (text: string): readonly unknown[] => [
      ...sums({ requirements, at: text }),
      look({ requirements, at: text }).until,
    ];
    expect(at('2026-01-30T23:59:59.999Z')).toEqual(['APPROVED', '', '', '', '', '2026-01-31']);
    // 2026-01-31 + P1M is the last day of February, whatever the zone of any policy.
    expect(at('2026-01-31')).toEqual(['APPROVED', '', 'a', '', '', '2026-02-28']);
    expect(at('2026-02-27T23:59:59.999Z')).toEqual(['APPROVED', '', 'a', '', '', '2026-02-28']);
    expect(at('2026-02-28')).toEqual(['DENIED', '', '', 'a', '', null]);
  });

  it('R1, R2 without grace it is overdue at once, and without an end it holds for ever', () => {
    expect(sums({ requirements: [need('a', 'MET', { validUntil: '2026-01-01' })] })).toEqual([
      'DENIED',
      '',
      '',
      'a',
      '',
    ]);
    const forever = look({ requirements: [need('a', 'MET')] });
    expect([forever.status, forever.until]).toEqual(['APPROVED', null]);
  });

  it('R1 a pending one is overdue from its due date on; without one it never is', () => {
    const requirements = [need('a', 'PENDING', { dueAt: '2026-01-10' })];
    expect(look({ requirements }).until).toBe('2026-01-10');
    expect(sums({ requirements, at: '2026-01-09T23:59:59.999Z' })[0]).toBe('PENDING');
    expect(sums({ requirements, at: '2026-01-10' })).toEqual(['DENIED', '', '', 'a', '']);
    expect(look({ requirements: [need('a', 'PENDING')] }).until).toBeNull();
  });

  it('R1 failed, waived and errored ones do not change with time', () => {
    const past = { dueAt: '2025-01-01', validUntil: '2025-01-01' };
    const requirements = [need('a', 'FAILED', past), need('b', 'WAIVED', past), need('c', 'ERROR', past)];
    const seen = look({ requirements });
    expect([seen.until, ...sums({ requirements })]).toEqual([null, 'ERROR', '', '', 'a', 'c']);
  });
});

describe('R2 what happens when one is overdue', () => {
  const overdue = (onOverdue: unknown, more: object = {}): object[] => [
    need('a', 'PENDING', { dueAt: '2025-12-01', onOverdue, ...more }),
  ];

  it('R2 "DENY", the default: it counts and is listed as failed', () => {
    for (const onOverdue of ['DENY', null]) {
      expect(sums({ requirements: overdue(onOverdue) })).toEqual(['DENIED', '', '', 'a', '']);
    }
  });

  it('R2 "WAIT": it stays pending', () => {
    expect(sums({ requirements: overdue('WAIT') })).toEqual(['PENDING', 'a', '', '', '']);
    expect(look({ requirements: overdue('WAIT') }).due).toEqual([]);
  });

  it('R2 a control: pending, and the control is due', () => {
    const seen = look({ requirements: overdue(sets()) });
    expect([seen.due, seen.status]).toEqual([['a control'], 'PENDING']);
    expect(seen.json.due).toEqual([{ requirementIds: ['a'], action: 'control' }]);
    expect(sums({ requirements: overdue(sets()) })[1]).toBe('a');
    // A lapsed one asks for it as well.
    const lapsed = [need('a', 'MET', { validUntil: '2025-12-01', onOverdue: sets() })];
    expect(look({ requirements: lapsed }).due).toEqual(['a control']);
  });

  it('R2 it is not due before the due date, nor for other states', () => {
    expect(look({ requirements: overdue(sets(), { dueAt: '2026-01-02' }) }).due).toEqual([]);
    for (const state of ['FAILED', 'ERROR', 'WAIVED', 'MET']) {
      expect(look({ requirements: [need('a', state, { dueAt: '2025-12-01', onOverdue: sets() })] }).due).toEqual([]);
    }
  });

  it('R2 it is set once per requirement and due date', () => {
    const set = (createdAt: string, more: object = {}): object =>
      aControl('c', createdAt, {
        type: 'FROZEN',
        setBy: 'POLICY',
        requirementIds: ['a'],
        deletedAt: '2025-12-20',
        ...more,
      });
    const due = (control: object, dueAt = '2025-12-01'): readonly string[] =>
      look({ requirements: overdue(sets(), { dueAt }), controls: [control] }).due;
    // Set for this due date, and lifted since by somebody: not again.
    expect(due(set('2025-12-01'))).toEqual([]);
    expect(due(set('2025-12-05'))).toEqual([]);
    // Set for an earlier due date: once more for the new one.
    expect(due(set('2025-12-05'), '2025-12-25')).toEqual(['a control']);
    // Set by a client, for another requirement, or of another type: that is not it.
    expect(due(set('2025-12-05', { setBy: 'CLIENT' }))).toEqual(['a control']);
    expect(due(set('2025-12-05', { requirementIds: ['b'] }))).toEqual(['a control']);
    expect(due(set('2025-12-05', { type: 'WATCHED' }))).toEqual(['a control']);
  });

  it('R2 one control of a type names all requirements that are overdue for it', () => {
    const more = { dueAt: '2025-12-01' };
    const requirements = [
      need('d', 'PENDING', { ...more, onOverdue: sets('WATCHED') }),
      need('c', 'PENDING', { ...more, onOverdue: sets() }),
      need('a', 'PENDING', { ...more, onOverdue: sets() }),
      need('b', 'PENDING', { dueAt: '2026-06-01', onOverdue: sets() }),
      need('e', 'PENDING', { ...more, onOverdue: 'WAIT' }),
    ];
    expect(look({ requirements }).due).toEqual(['a+c control', 'd control']);
    // Also those that had theirs before, as long as one is new.
    const controls = [
      aControl('x', '2025-12-05', { type: 'FROZEN', setBy: 'POLICY', requirementIds: ['a'], deletedAt: '2025-12-20' }),
    ];
    expect(look({ requirements, controls }).due).toEqual(['a+c control', 'd control']);
    const both = [
      aControl('x', '2025-12-05', {
        type: 'FROZEN',
        setBy: 'POLICY',
        requirementIds: ['c', 'a'],
        deletedAt: '2025-12-20',
      }),
    ];
    expect(look({ requirements, controls: both }).due).toEqual(['d control']);
  });

  it('R2, K5 a type that is borne is not set again; one that a stage sets now is borne', () => {
    const requirements = overdue(sets('DORMANT'));
    expect(look({ requirements, controls: [aControl('c', '2025-12-10')] }).due).toEqual([]);
    const stages = [{ id: 's', after: 'P30D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }];
    expect(look({ requirements, stages, active: '2025-11-01' }).due).toEqual(['p/r/s control']);
  });
});

describe('R3 groups', () => {
  const group = (...states: readonly (readonly [string, string, object?])[]): Scene => ({
    requirements: states.map(([id, state, more]) => need(id, state, { group: 'g', ...more })),
  });

  it('R3 met when one member is met or waived: then nothing of it is listed', () => {
    expect(sums(group(['a', 'PENDING'], ['b', 'MET'], ['c', 'FAILED'], ['d', 'ERROR']))).toEqual([
      'APPROVED',
      '',
      '',
      '',
      '',
    ]);
    expect(sums(group(['a', 'FAILED'], ['b', 'WAIVED']))).toEqual(['APPROVED', '', '', '', '']);
  });

  it('R3 failed when all failed, errored when one errored, else pending; each member is listed by its own state', () => {
    expect(sums(group(['a', 'FAILED'], ['b', 'FAILED']))).toEqual(['DENIED', '', '', 'a b', '']);
    expect(sums(group(['a', 'FAILED'], ['b', 'ERROR'], ['c', 'PENDING']))).toEqual(['ERROR', 'c', '', 'a', 'b']);
    expect(sums(group(['a', 'FAILED'], ['b', 'PENDING']))).toEqual(['PENDING', 'b', '', 'a', '']);
  });

  it('R3 overdue members count as what they become: failed under "DENY", pending otherwise', () => {
    const past = { dueAt: '2025-12-01' };
    expect(sums(group(['a', 'FAILED'], ['b', 'PENDING', past]))).toEqual(['DENIED', '', '', 'a b', '']);
    expect(sums(group(['a', 'FAILED'], ['b', 'PENDING', { ...past, onOverdue: 'WAIT' }]))).toEqual([
      'PENDING',
      'b',
      '',
      'a',
      '',
    ]);
  });

  it('R3, R6 a member that is due for renewal keeps the group met, and is listed', () => {
    const lapsed = { validUntil: '2025-12-20', renewalGrace: 'P30D' };
    expect(sums(group(['a', 'MET', lapsed], ['b', 'PENDING']))).toEqual(['APPROVED', '', 'a', '', '']);
    expect(sums(group(['a', 'MET', lapsed], ['b', 'MET']))).toEqual(['APPROVED', '', 'a', '', '']);
    expect(look(group(['a', 'MET', lapsed], ['b', 'PENDING'])).until).toBe('2026-01-19');
  });

  it('R3 groups and single requirements add up', () => {
    const requirements = [
      need('a', 'MET', { group: 'g' }),
      need('b', 'FAILED', { group: 'g' }),
      need('c', 'FAILED', { group: 'h' }),
      need('d', 'PENDING'),
    ];
    expect(sums({ requirements })).toEqual(['DENIED', 'd', '', 'c', '']);
  });

  it('R2, R3 in a group that is met nobody asks for a control; in one that is not, each overdue member does', () => {
    const late = { dueAt: '2025-12-01', onOverdue: sets() };
    expect(look(group(['a', 'PENDING', late], ['b', 'MET'])).due).toEqual([]);
    expect(look(group(['a', 'PENDING', late], ['b', 'PENDING'])).due).toEqual(['a control']);
  });
});

describe('R3a what policies demand', () => {
  const demanding = (...require: readonly object[]): Scene => ({ policy: { requirements: [{ id: 'kyc', require }] } });

  it('R3a one that the subject does not have counts as pending at once, and is due to be opened', () => {
    const scene = demanding({ type: 'ID', dueWithin: 'P30D' });
    expect(sums(scene)).toEqual(['PENDING', 'p/kyc/ID', '', '', '']);
    expect(look(scene).json.due).toEqual([{ policyId: 'p', setId: 'kyc', type: 'ID', action: 'open' }]);
  });

  it('R3a any requirement of the type meets the demand, in whatever state and whoever opened it', () => {
    for (const state of ['PENDING', 'MET', 'FAILED', 'WAIVED', 'ERROR']) {
      expect(look({ ...demanding({ type: 'ID' }), requirements: [{ id: 'own', type: 'ID', state }] }).due).toEqual([]);
    }
  });

  it('R3a a group opens all its members; it is had when any member is', () => {
    const scene = demanding({ oneOf: [{ type: 'PASSPORT' }, { type: 'ID_CARD' }] });
    expect(look(scene).due).toEqual(['p/kyc/PASSPORT open', 'p/kyc/ID_CARD open']);
    expect(sums(scene)[1]).toBe('p/kyc/ID_CARD p/kyc/PASSPORT');
    expect(look({ ...scene, requirements: [{ id: 'x', type: 'ID_CARD', state: 'PENDING' }] }).due).toEqual([]);
  });

  it('R3a the same type is demanded once, by the first policy, set and item', () => {
    const set = (id: string, ...require: readonly object[]): object => ({ id, require });
    const seen = look({
      policies: [
        aPolicy('b', [], { requirements: [set('s', { type: 'ID' }, { type: 'TAX' })] }),
        aPolicy('a', [], {
          requirements: [
            set('t', { type: 'TAX' }, { type: 'BANK' }, { type: 'TAX' }),
            set('u', { oneOf: [{ type: 'BANK' }, { type: 'BILL' }] }, { type: 'RENT' }),
          ],
        }),
      ],
    });
    expect(seen.due).toEqual(['a/t/TAX open', 'a/t/BANK open', 'a/u/RENT open', 'b/s/ID open']);
  });

  it('R3a only sets that apply demand, and only policies that apply', () => {
    const when = { all: [{ fact: 'kind', operator: 'equal', value: 'person' }] };
    const requirements = [{ id: 'kyc', when, require: [{ type: 'ID' }] }];
    expect(look({ policy: { requirements } }).due).toEqual([]);
    expect(look({ policy: { requirements }, identity: { kind: 'person' } }).due).toEqual(['p/kyc/ID open']);
    expect(look({ policy: { appliesTo: when, requirements: [{ id: 'kyc', require: [{ type: 'ID' }] }] } }).due).toEqual(
      [],
    );
  });

  it('R3a a requirement whose set no longer applies stays', () => {
    const stored = [{ id: 'p/kyc/ID', type: 'ID', state: 'PENDING' }];
    expect(sums({ requirements: stored })).toEqual(['PENDING', 'p/kyc/ID', '', '', '']);
  });

  it('R1, R3a what is opened is due by the calendar of its policy', () => {
    // The clocks go forward in Berlin on 2026-03-29: P1D after noon of the day before is 23 hours later.
    const requirements = [{ id: 'kyc', require: [{ type: 'ID', dueWithin: 'P1D' }] }];
    const scene: Scene = { at: '2026-03-28T12:00:00Z', policy: { timeZone: 'Europe/Berlin', requirements } };
    expect(look(scene).next).toBe('DENIED 2026-03-29T11:00Z');
  });
});

describe('R4 what blocks', () => {
  it('R4 a pending one blocks until the first approval, then it is only listed', () => {
    const requirements = [need('a', 'PENDING', { dueAt: '2026-06-01' })];
    expect(sums({ requirements })).toEqual(['PENDING', 'a', '', '', '']);
    expect(sums({ requirements, approvedAt })).toEqual(['APPROVED', 'a', '', '', '']);
    expect(sums({ requirements, approvedAt: '2026-01-01' })[0]).toBe('APPROVED');
    expect(sums({ requirements, approvedAt: '2026-01-01T00:00:00.001Z' })[0]).toBe('PENDING');
  });

  it('R4 unless it says so', () => {
    const requirements = [need('a', 'PENDING', { whilePending: 'block' })];
    expect(sums({ requirements, approvedAt })[0]).toBe('PENDING');
  });

  it('R4 overdue ones, failed ones and errors block approved people too', () => {
    const past = { dueAt: '2025-12-01' };
    expect(sums({ requirements: [need('a', 'PENDING', past)], approvedAt })[0]).toBe('DENIED');
    expect(sums({ requirements: [need('a', 'PENDING', { ...past, onOverdue: 'WAIT' })], approvedAt })[0]).toBe(
      'PENDING',
    );
    expect(sums({ requirements: [need('a', 'PENDING', { ...past, onOverdue: sets() })], approvedAt })[0]).toBe(
      'PENDING',
    );
    expect(sums({ requirements: [need('a', 'FAILED')], approvedAt })[0]).toBe('DENIED');
    expect(sums({ requirements: [need('a', 'ERROR')], approvedAt })[0]).toBe('ERROR');
  });

  it('R4 activating a requirement set never takes the status of approved people by surprise', () => {
    const set = (more: object = {}): Scene => ({
      policy: { requirements: [{ id: 'kyc', require: [{ type: 'ID', ...more }] }] },
    });
    expect(sums({ ...set(), approvedAt })).toEqual(['APPROVED', 'p/kyc/ID', '', '', '']);
    expect(sums({ ...set({ whilePending: 'block' }), approvedAt })[0]).toBe('PENDING');
    expect(sums(set())[0]).toBe('PENDING');
  });

  it('R4 in a group, a member that blocks or is overdue is enough', () => {
    const of = (...members: readonly object[]): string =>
      look({ requirements: members.map((more, i) => need(`m${i}`, 'PENDING', { group: 'g', ...more })), approvedAt })
        .status;
    expect(of({}, {})).toBe('APPROVED');
    expect(of({}, { whilePending: 'block' })).toBe('PENDING');
    expect(of({}, { dueAt: '2025-12-01', onOverdue: 'WAIT' })).toBe('PENDING');
    // The overdue one counts as failed, and the other pending one does not block an approved identity.
    expect(of({}, { dueAt: '2025-12-01' })).toBe('APPROVED');
  });
});

describe('R5 the fold', () => {
  const everything: Scene = {
    controls: [aControl('c', '2025-12-01')],
    requirements: [need('a', 'PENDING'), need('b', 'FAILED'), need('e', 'ERROR')],
  };

  it('R5 the strongest contribution in the precedence of the account wins', () => {
    const status = (statusPrecedence: unknown): string =>
      look({ ...everything, settings: { statusPrecedence } }).status;
    expect(status(null)).toBe('DISABLED');
    expect(status(['PENDING', 'DENIED', 'ERROR', 'DISABLED', 'APPROVED'])).toBe('PENDING');
    expect(status(['ERROR', 'DENIED', 'PENDING', 'DISABLED', 'APPROVED'])).toBe('ERROR');
    expect(status(['DENIED', 'DISABLED', 'ERROR', 'PENDING', 'APPROVED'])).toBe('DENIED');
  });

  it('R5 an account in which controls do not hide an undecided onboarding', () => {
    const settings = {
      statusPrecedence: {
        beforeFirstApproval: ['ERROR', 'DENIED', 'PENDING', 'DISABLED', 'APPROVED'],
        afterFirstApproval: ['DISABLED', 'ERROR', 'DENIED', 'PENDING', 'APPROVED'],
      },
    };
    const scene: Scene = {
      settings,
      controls: [aControl('c', '2025-12-01')],
      requirements: [need('a', 'PENDING', { whilePending: 'block' })],
    };
    expect(look(scene).status).toBe('PENDING');
    expect(look({ ...scene, approvedAt }).status).toBe('DISABLED');
    // An approval that comes later is a horizon.
    const later = look({ ...scene, approvedAt: '2026-02-01' });
    expect([later.status, later.until]).toEqual(['PENDING', '2026-02-01']);
  });
});

describe('R6 the lists', () => {
  it('R6 each requirement is on the list of its state, and ids are sorted by code units', () => {
    const requirements = [
      need('b', 'PENDING'),
      need('B', 'PENDING'),
      need('a', 'PENDING', { dueAt: '2025-12-01', onOverdue: 'WAIT' }),
      need('r', 'MET', { validUntil: '2025-12-20', renewalGrace: 'P30D' }),
      need('f', 'FAILED'),
      need('d', 'MET', { validUntil: '2025-12-20' }),
      need('e', 'ERROR'),
      need('m', 'MET'),
      need('w', 'WAIVED'),
    ];
    expect(sums({ requirements })).toEqual(['ERROR', 'B a b', 'r', 'd f', 'e']);
  });

  it('R6 controls in force are listed, sorted; those of the past and the future are not', () => {
    const controls = [
      aControl('z', '2025-12-01', { type: 'WATCHED' }),
      aControl('y', '2025-12-01', { type: 'FROZEN' }),
      aControl('x', '2025-12-01', { deletedAt: '2025-12-02' }),
      aControl('v', '2026-02-01'),
    ];
    expect(look({ controls }).json.statusDetails.activeControls).toEqual(['y', 'z']);
  });
});
