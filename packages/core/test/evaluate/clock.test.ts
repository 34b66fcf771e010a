import { describe, expect, it } from 'vitest';
import { aControl, look, notice, restrict, type Scene, warnThenDormant } from './support/scene';

/** The base of the plain rule at 2026-01-01. */
const baseOf = (scene: Scene): string | null => look({ stages: warnThenDormant, ...scene }).base;

const login = (success: string | null, failure: string | null): object => ({
  login: {
    success: success === null ? null : { lastAt: success, count: 2 },
    failure: failure === null ? null : { lastAt: failure, count: 9 },
  },
});

const expired = (id: string, from: string, until: string, more: object = {}): object =>
  aControl(id, from, { expiresAt: until, ...more });

describe('A2 which activity counts', () => {
  it('A2 failed attempts never count unless the rule says so', () => {
    const activity = login('2025-12-01T00:00:00Z', '2025-12-20T00:00:00Z');
    expect(baseOf({ activity })).toBe('2025-12-01 activity');
    expect(baseOf({ activity, rule: { counts: { failures: false } } })).toBe('2025-12-01 activity');
    expect(baseOf({ activity, rule: { counts: { failures: true } } })).toBe('2025-12-20 activity');
  });

  it('A2 with failures counted, an older failure does not hide a later success', () => {
    const activity = login('2025-12-20T00:00:00Z', '2025-12-01T00:00:00Z');
    expect(baseOf({ activity, rule: { counts: { failures: true } } })).toBe('2025-12-20 activity');
  });

  it('A2 only the types that the rule names count', () => {
    const activity = {
      login: { success: { lastAt: '2025-12-20T00:00:00Z', count: 1 } },
      token: { success: { lastAt: '2025-11-10T00:00:00Z', count: 1 } },
    };
    expect(baseOf({ activity })).toBe('2025-12-20 activity');
    expect(baseOf({ activity, rule: { counts: { types: ['token'] } } })).toBe('2025-11-10 activity');
    expect(baseOf({ activity, rule: { counts: { types: ['token', 'login'] } } })).toBe('2025-12-20 activity');
    expect(baseOf({ activity, rule: { counts: { types: ['api_call'] } } })).toBe('2024-01-01 createdAt');
  });

  it('A2 failures of a type that does not count do not count either', () => {
    const activity = { token: { failure: { lastAt: '2025-12-20T00:00:00Z', count: 1 } } };
    expect(baseOf({ activity, rule: { counts: { failures: true, types: ['login'] } } })).toBe('2024-01-01 createdAt');
    expect(baseOf({ activity, rule: { counts: { failures: true, types: ['token'] } } })).toBe('2025-12-20 activity');
  });
});

describe('A3 where the clock starts', () => {
  it('A3 the last activity, or the creation when there is none', () => {
    expect(baseOf({ active: '2025-12-01' })).toBe('2025-12-01 activity');
    expect(baseOf({})).toBe('2024-01-01 createdAt');
    // Activity counts whenever it is stamped: before the creation, and (A5 bounds it) after now.
    expect(baseOf({ active: '2023-05-01' })).toBe('2023-05-01 activity');
    expect(baseOf({ active: '2026-01-01T00:04:00Z' })).toBe('2026-01-01T00:04Z activity');
  });

  it('A3 the last reactivation by a command', () => {
    expect(baseOf({ active: '2025-12-01', reactivatedAt: '2025-12-10' })).toBe('2025-12-10 reactivation');
    expect(baseOf({ active: '2025-12-01', reactivatedAt: '2025-11-10' })).toBe('2025-12-01 activity');
    expect(baseOf({ active: '2025-12-01', reactivatedAt: '2026-01-01' })).toBe('2026-01-01 reactivation');
    expect(baseOf({ active: '2025-12-01', reactivatedAt: '2026-01-01T00:00:00.001Z' })).toBe('2025-12-01 activity');
  });

  it('A3, K6 the expiry of the last DORMANT control, whoever set it', () => {
    for (const setBy of ['CLIENT', 'OPERATOR', 'POLICY']) {
      const controls = [expired('c', '2025-12-02', '2025-12-15', { setBy })];
      expect(baseOf({ active: '2025-12-01', controls })).toBe('2025-12-15 reactivation');
    }
  });

  it('A3 an expiry while another DORMANT control lasts is no reactivation; the end of the spell is', () => {
    const first = expired('a', '2025-12-02', '2025-12-15');
    const longer = expired('b', '2025-12-10', '2025-12-25', { setBy: 'OPERATOR' });
    const endless = aControl('b', '2025-12-10', { setBy: 'OPERATOR' });
    expect(baseOf({ active: '2025-12-01', controls: [first, endless] })).toBe('2025-12-01 activity');
    expect(baseOf({ active: '2025-12-01', controls: [first, longer] })).toBe('2025-12-25 reactivation');
    // One that begins at the very instant goes on with the spell.
    const next = aControl('b', '2025-12-15', { setBy: 'OPERATOR' });
    expect(baseOf({ active: '2025-12-01', controls: [first, next] })).toBe('2025-12-01 activity');
  });

  it('A3 a deletion is a reactivation only by what the command wrote', () => {
    const controls = [aControl('c', '2025-12-02', { deletedAt: '2025-12-15' })];
    expect(baseOf({ active: '2025-12-01', controls })).toBe('2025-12-01 activity');
    expect(baseOf({ active: '2025-12-01', controls, reactivatedAt: '2025-12-15' })).toBe('2025-12-15 reactivation');
  });

  it('A3 the expiry of a control of another type restarts nothing', () => {
    const controls = [expired('c', '2025-12-02', '2025-12-15', { type: 'FROZEN' })];
    expect(baseOf({ active: '2025-12-01', controls })).toBe('2025-12-01 activity');
  });

  it('A3 a control that never was in force restarts nothing', () => {
    const controls = [expired('c', '2025-12-15', '2025-12-15')];
    expect(baseOf({ active: '2025-12-01', controls })).toBe('2025-12-01 activity');
    const deletedFirst = [expired('c', '2025-12-10', '2025-12-20', { deletedAt: '2025-12-15' })];
    expect(baseOf({ active: '2025-12-01', controls: deletedFirst })).toBe('2025-12-01 activity');
  });

  it('A3, X2 the end of the last EXEMPTION that covered the rule', () => {
    const ended = (more: object): object[] => [
      { id: 'x', kind: 'EXEMPTION', from: '2025-11-01', until: '2025-12-20', ...more },
    ];
    const active = '2025-12-01';
    expect(baseOf({ active, exemptions: ended({}) })).toBe('2025-12-20 exemptionEnd');
    expect(baseOf({ active, exemptions: ended({ from: null }) })).toBe('2025-12-20 exemptionEnd');
    expect(baseOf({ active, exemptions: ended({ scope: { policyId: 'p' } }) })).toBe('2025-12-20 exemptionEnd');
    expect(baseOf({ active, exemptions: ended({ scope: { policyId: 'p', ruleId: 'r' } }) })).toBe(
      '2025-12-20 exemptionEnd',
    );
    expect(baseOf({ active, exemptions: ended({ scope: { policyId: 'p', ruleId: 'other' } }) })).toBe(
      '2025-12-01 activity',
    );
    expect(baseOf({ active, exemptions: ended({ scope: { policyId: 'q' } }) })).toBe('2025-12-01 activity');
    expect(baseOf({ active, exemptions: ended({ kind: 'POSTPONEMENT' }) })).toBe('2025-12-01 activity');
    expect(baseOf({ active, exemptions: ended({ kind: 'LEGAL_HOLD' }) })).toBe('2025-12-01 activity');
    expect(baseOf({ active, exemptions: ended({ until: '2026-01-01' }) })).toBe('2026-01-01 exemptionEnd');
    expect(baseOf({ active, exemptions: ended({ until: '2026-01-02' }) })).toBe('2025-12-01 activity');
    expect(baseOf({ active, exemptions: ended({ from: '2025-12-20' }) })).toBe('2025-12-01 activity');
  });

  it('A3 the beginning of tracking, for identities without counted activity', () => {
    const settings = { trackingSince: '2025-12-05' };
    expect(baseOf({ settings })).toBe('2025-12-05 trackingSince');
    expect(baseOf({ settings, active: '2025-06-01' })).toBe('2025-06-01 activity');
    expect(baseOf({ settings, created: '2025-12-06' })).toBe('2025-12-06 createdAt');
    const counts = { types: ['token'] };
    expect(baseOf({ settings, active: '2025-12-20', rule: { counts } })).toBe('2025-12-05 trackingSince');
    expect(baseOf({ settings: { trackingSince: '2026-01-01' } })).toBe('2026-01-01 trackingSince');
  });

  it('A3 while tracking has not begun, silence proves nothing: the stages are held until it does', () => {
    const seen = look({ stages: warnThenDormant, settings: { trackingSince: '2026-01-10' } });
    expect(seen.base).toBe('2024-01-01 createdAt');
    expect(seen.stages).toEqual({ warn: 'held 2024-01-31', dormant: 'held 2026-01-16' });
    expect(seen.due).toEqual([]);
    expect(seen.until).toBe('2026-01-10');
    const active = look({ stages: warnThenDormant, active: '2025-11-01', settings: { trackingSince: '2026-01-10' } });
    expect(active.due).toEqual(['p/r/warn notify']);
  });

  it.each<[string, Scene, string]>([
    ['activity before reactivation', { active: '2025-12-10', reactivatedAt: '2025-12-10' }, 'activity'],
    ['creation before reactivation', { created: '2025-12-10', reactivatedAt: '2025-12-10' }, 'createdAt'],
    [
      'reactivation before exemption',
      { reactivatedAt: '2025-12-10', exemptions: [{ id: 'x', kind: 'EXEMPTION', until: '2025-12-10' }] },
      'reactivation',
    ],
    [
      'exemption before tracking',
      { settings: { trackingSince: '2025-12-10' }, exemptions: [{ id: 'x', kind: 'EXEMPTION', until: '2025-12-10' }] },
      'exemptionEnd',
    ],
    ['creation before tracking', { created: '2025-12-10', settings: { trackingSince: '2025-12-10' } }, 'createdAt'],
    [
      'activity before exemption',
      { active: '2025-12-10', exemptions: [{ id: 'x', kind: 'EXEMPTION', until: '2025-12-10' }] },
      'activity',
    ],
  ])('A3 of equal sources the first is named: %s', (_, scene, from) => {
    expect(baseOf(scene)).toBe(`2025-12-10 ${from}`);
  });

  it('Forms before the identity was created there is no clock and no stage', () => {
    const seen = look({ stages: warnThenDormant, created: '2026-02-01', active: '2025-01-01' });
    expect(seen.base).toBeNull();
    expect(seen.rule).toBe('r');
    expect(seen.stages).toEqual({});
    expect(seen.due).toEqual([]);
    expect(seen.until).toBe('2026-02-01');
  });

  it('T4 a stage is due at the very instant, not a millisecond before', () => {
    const stages = [restrict('dormant', 'P45D')];
    const active = '2025-12-01';
    // 2025-12-01 + 45 days = 2026-01-15.
    const before = look({ stages, active, at: '2026-01-14T23:59:59.999Z' });
    expect([before.due, before.until, before.stages]).toEqual([[], '2026-01-15', { dormant: 'waiting 2026-01-15' }]);
    const at = look({ stages, active, at: '2026-01-15' });
    expect([at.due, at.stages]).toEqual([['p/r/dormant control'], { dormant: 'due 2026-01-15' }]);
  });

  it('T3 calendar parts are added in the zone of the policy', () => {
    const stages = [notice('day', 'P1D'), notice('hours', 'PT36H'), notice('month', 'P1M')];
    // In Berlin the clocks go forward on 2026-03-29: a calendar day is 23 hours.
    const scene = { stages, active: '2026-03-28T12:00:00Z', at: '2026-03-28T12:00:00Z' };
    expect(look({ ...scene, policy: { timeZone: 'Europe/Berlin' } }).stages).toEqual({
      day: 'waiting 2026-03-29T11:00Z',
      hours: 'waiting 2026-03-30',
      month: 'waiting 2026-04-28T11:00Z',
    });
    expect(look(scene).stages).toEqual({
      day: 'waiting 2026-03-29T12:00Z',
      hours: 'waiting 2026-03-30',
      month: 'waiting 2026-04-28T12:00Z',
    });
  });

  it('T3 an instant after the year 9999 is never', () => {
    const seen = look({ stages: [restrict('far', 'P1000Y')], active: '9500-01-01', at: '9500-01-02' });
    expect([seen.stages, seen.until, seen.next]).toEqual([{ far: 'waiting never' }, null, null]);
    const early = look({ stages: [restrict('far', 'P1000Y')], created: '0001-01-01', at: '0001-01-02' });
    expect(early.stages).toEqual({ far: 'waiting 1001-01-01' });
    const last = look({
      stages: [restrict('s', 'P1D')],
      active: '9999-12-31T23:59:59.999Z',
      at: '9999-12-31T23:59:59.999Z',
    });
    expect([last.stages, last.until]).toEqual([{ s: 'waiting never' }, null]);
  });
});

describe('A4 identities without any counted activity', () => {
  it('A4 "same", the default: the same stages from the creation', () => {
    for (const rule of [{}, { neverActive: 'same' }, { neverActive: null }]) {
      const seen = look({ stages: warnThenDormant, rule, created: '2025-12-20' });
      expect([seen.base, seen.stages]).toEqual([
        '2025-12-20 createdAt',
        { warn: 'waiting 2026-01-19', dormant: 'waiting 2026-02-03' },
      ]);
    }
  });

  it('A4 their own stages', () => {
    const rule = { neverActive: { stages: [restrict('unused', 'P14D')] } };
    const never = look({ stages: warnThenDormant, rule, created: '2025-12-20' });
    expect(never.stages).toEqual({ unused: 'waiting 2026-01-03' });
    const once = look({ stages: warnThenDormant, rule, created: '2025-12-20', active: '2025-12-20' });
    expect(once.stages).toEqual({ warn: 'waiting 2026-01-19', dormant: 'waiting 2026-02-03' });
  });

  it('A4 "ignore": no stage acts, and the policy says so', () => {
    const rule = { neverActive: 'ignore' };
    const never = look({ stages: warnThenDormant, rule });
    expect([never.stages, never.due, never.until]).toEqual([{}, [], null]);
    expect(never.base).toBe('2024-01-01 createdAt');
    expect(never.json.policies[0]).toHaveProperty('neverActive', true);
    const active = look({ stages: warnThenDormant, rule, active: '2025-11-01' });
    expect(active.due).toEqual(['p/r/warn notify']);
    expect(active.json.policies[0]).not.toHaveProperty('neverActive');
  });

  it('A4 it is counted activity that matters', () => {
    const rule = { neverActive: 'ignore', counts: { types: ['token'] } };
    expect(look({ stages: warnThenDormant, rule, active: '2025-06-01' }).stages).toEqual({});
  });
});

describe('A6 resolution', () => {
  const settings = { resolution: 'PT6H' };

  it('A6 every stage acts a resolution later than its date, never early', () => {
    const stages = [restrict('dormant', 'P45D')];
    const seen = look({ stages, settings, active: '2025-11-17' });
    expect(seen.stages).toEqual({ dormant: 'waiting 2026-01-01T06:00Z' });
    expect(look({ stages, settings, active: '2025-11-17', at: '2026-01-01T06:00:00Z' }).due).toEqual([
      'p/r/dormant control',
    ]);
  });

  it('A6, P4 distances are taken without it: a notice served in time leaves the date alone', () => {
    const scene = { stages: warnThenDormant, settings, active: '2025-12-01', at: '2026-01-02' };
    // 2025-12-01 + 45 days + 6 hours, or the notice + 15 days, whichever is later.
    expect(look({ ...scene, progress: ['warn served 2025-12-31T06:00:00Z'] }).stages).toEqual({
      warn: 'done 2025-12-31T06:00Z',
      dormant: 'waiting 2026-01-15T06:00Z',
    });
    expect(look({ ...scene, progress: ['warn served 2025-12-31T10:00:00Z'] }).stages).toEqual({
      warn: 'done 2025-12-31T06:00Z',
      dormant: 'waiting 2026-01-15T10:00Z',
    });
  });

  it('A6 the calendar parts of a resolution count in the zone of the policy', () => {
    const stages = [restrict('s', 'P1D')];
    const scene = {
      stages,
      settings: { resolution: 'P1D' },
      active: '2026-03-28T12:00:00Z',
      at: '2026-03-28T12:00:00Z',
    };
    expect(look({ ...scene, policy: { timeZone: 'Europe/Berlin' } }).stages).toEqual({
      s: 'waiting 2026-03-30T11:00Z',
    });
  });
});

describe('A7 activity under a control of the rule', () => {
  const cause = { policyId: 'p', ruleId: 'r', stageId: 'dormant' };
  // 2025-09-17 + 45 days = 2025-11-01.
  const set = aControl('c', '2025-11-01', { setBy: 'POLICY', cause });
  const stages = [restrict('dormant', 'P45D'), restrict('close', 'P1Y', 'CLOSED')];
  const acted = ['dormant acted 2025-11-01 2025-09-17'];

  it('A7 is recorded, and does not move the base while the control lasts', () => {
    const seen = look({ stages, controls: [set], progress: acted, active: '2025-12-10' });
    expect(seen.base).toBe('2025-09-17 activity');
    expect(seen.stages).toEqual({ dormant: 'done 2025-11-01', close: 'waiting 2026-09-17' });
    expect(seen.status).toBe('DISABLED');
  });

  it('A7 where nobody recorded the base, the instant of the control is taken: later is never too early', () => {
    const seen = look({ stages, controls: [set], active: '2025-12-10' });
    expect(seen.base).toBe('2025-11-01 activity');
    expect(seen.stages['close']).toBe('waiting 2026-11-01');
  });

  it('A7 activity before the control moves the base as ever', () => {
    const seen = look({ stages, controls: [set], progress: acted, active: '2025-10-01' });
    expect(seen.base).toBe('2025-10-01 activity');
  });

  it('A7 a control of the never active keeps the identity never active', () => {
    const unused = { policyId: 'p', ruleId: 'r', stageId: 'unused' };
    const seen = look({
      stages,
      rule: { neverActive: { stages: [restrict('unused', 'P14D'), restrict('gone', 'P2Y', 'CLOSED')] } },
      created: '2025-06-01',
      controls: [aControl('c', '2025-06-15', { setBy: 'POLICY', cause: unused })],
      progress: ['unused acted 2025-06-15 2025-06-01'],
      active: '2025-12-10',
    });
    expect(seen.base).toBe('2025-06-01 createdAt');
    expect(seen.stages).toEqual({ unused: 'done 2025-06-15', gone: 'waiting 2027-06-01' });
  });

  it('A7 controls of others and of other rules freeze nothing', () => {
    const active = '2025-12-10';
    expect(look({ stages, controls: [aControl('c', '2025-11-01')], active }).base).toBe('2025-12-10 activity');
    const other = aControl('c', '2025-11-01', { setBy: 'POLICY', cause: { ...cause, ruleId: 'other' } });
    expect(look({ stages, controls: [other], active }).base).toBe('2025-12-10 activity');
  });

  it('A7 once the control is gone, the clock starts from there', () => {
    const gone = aControl('c', '2025-11-01', { setBy: 'POLICY', cause, deletedAt: '2025-12-15' });
    const seen = look({ stages, controls: [gone], progress: acted, active: '2025-12-10', reactivatedAt: '2025-12-15' });
    expect([seen.base, seen.status]).toEqual(['2025-12-15 reactivation', 'APPROVED']);
    expect(seen.stages).toEqual({ dormant: 'waiting 2026-01-29', close: 'waiting 2026-12-15' });
  });
});
