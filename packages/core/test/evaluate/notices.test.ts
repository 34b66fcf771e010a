import { describe, expect, it } from 'vitest';
import { aPolicy, aRule, look, notice, restrict, type Scene, warnThenDormant } from './support/scene';

/** Found a year late: the last activity was on 2024-12-01, and it is 2026-01-01. */
const late: Scene = { active: '2024-12-01', stages: warnThenDormant };

describe('P4 the notice guarantee', () => {
  it('P4 an identity found a year late is warned first, and restricted only after the promised time', () => {
    const seen = look(late);
    expect(seen.due).toEqual(['p/r/warn notify']);
    // Both dates are long past. The control counts from today: (b + P45D) − (b + P30D) is 15 days.
    expect(seen.stages).toEqual({ warn: 'due 2024-12-31', dormant: 'waiting 2026-01-16' });
    expect([seen.status, seen.next]).toEqual(['APPROVED', 'DISABLED 2026-01-16']);
    // Nothing is served, so nothing is promised yet: the next look a month later says the same.
    const later = look({ ...late, at: '2026-02-01' });
    expect(later.due).toEqual(['p/r/warn notify']);
    expect(later.stages['dormant']).toBe('waiting 2026-02-16');
  });

  it('P4 the distance counts from the instant when the notice was recorded', () => {
    const progress = ['warn served 2026-01-01'];
    const before = look({ ...late, progress, at: '2026-01-15T23:59:59.999Z' });
    expect([before.due, before.until]).toEqual([[], '2026-01-16']);
    const then = look({ ...late, progress, at: '2026-01-16' });
    expect([then.due, then.stages]).toEqual([
      ['p/r/dormant control'],
      { warn: 'done 2024-12-31', dormant: 'due 2026-01-16' },
    ]);
  });

  it('P4 a notice in time changes no date, a late one puts the control off by as much', () => {
    const scene = { stages: warnThenDormant, active: '2025-12-01', at: '2026-01-06' };
    expect(look({ ...scene, progress: ['warn served 2025-12-31'] }).stages['dormant']).toBe('waiting 2026-01-15');
    expect(look({ ...scene, progress: ['warn served 2026-01-05'] }).stages['dormant']).toBe('waiting 2026-01-20');
    // One that was recorded early does not bring the control forward.
    expect(look({ ...scene, progress: ['warn served 2025-12-10'] }).stages['dormant']).toBe('waiting 2026-01-15');
  });

  it('P4 before the notice is due, both dates are those of the base', () => {
    const seen = look({ stages: warnThenDormant, active: '2025-12-20' });
    expect(seen.stages).toEqual({ warn: 'waiting 2026-01-19', dormant: 'waiting 2026-02-03' });
    expect([seen.until, seen.next]).toEqual(['2026-01-19', 'DISABLED 2026-02-03']);
  });

  it('P4 a control stage waits for every notice before it, and notices wait for one another', () => {
    const stages = [notice('first', 'P30D'), notice('second', 'P40D'), restrict('dormant', 'P45D')];
    const scene = { active: '2024-12-01', stages };
    // Nothing recorded: the second comes 10 days after the first, the control 15 after the first.
    expect(look(scene).stages).toEqual({
      first: 'due 2024-12-31',
      second: 'waiting 2026-01-11',
      dormant: 'waiting 2026-01-16',
    });
    // The second notice was two days late: the control keeps its 5 days from that.
    const progress = ['first served 2026-01-01', 'second served 2026-01-13'];
    expect(look({ ...scene, progress, at: '2026-01-14' }).stages['dormant']).toBe('waiting 2026-01-18');
    // The first was late but the second not recorded: the control waits though its own date is past.
    const open = look({ ...scene, progress: ['first served 2026-01-01'], at: '2026-03-01' });
    expect(open.due).toEqual(['p/r/second notify']);
    expect(open.stages['dormant']).toBe('waiting 2026-03-06');
  });

  it('P4 distances are taken at the base: months have the length that they have there', () => {
    const stages = [notice('warn', 'P1M'), restrict('dormant', 'P3M')];
    // 2025-11-30 + P1M = 2025-12-30, + P3M = 2026-02-28: 60 days. 60 days after 2026-01-10 is 2026-03-11.
    const seen = look({ stages, active: '2025-11-30', progress: ['warn served 2026-01-10'], at: '2026-01-11' });
    expect(seen.stages['dormant']).toBe('waiting 2026-03-11');
  });

  it('P4 notices bind notices too, and control stages bind nothing', () => {
    const stages = [restrict('freeze', 'P10D', 'FROZEN'), notice('warn', 'P30D'), restrict('dormant', 'P45D')];
    const seen = look({ stages, active: '2024-12-01' });
    expect(seen.due).toEqual(['p/r/freeze control', 'p/r/warn notify']);
  });

  it('P4 with "notice": "none" a stage acts at its own date, whatever was served', () => {
    const stages = [
      notice('warn', 'P30D'),
      restrict('dormant', 'P45D', 'DORMANT', { notice: 'none' }),
      restrict('close', 'P1Y', 'CLOSED'),
    ];
    const waiting = look({ stages, active: '2025-12-01', at: '2026-01-10', progress: ['warn served 2026-01-09'] });
    expect(waiting.stages['dormant']).toBe('waiting 2026-01-15');
    const acting = look({ stages, active: '2025-12-01', at: '2026-01-15', progress: ['warn served 2026-01-14'] });
    expect(acting.due).toEqual(['p/r/dormant control']);
  });

  it('P4, L4 a recorded notice of the future has not happened yet', () => {
    const seen = look({ stages: warnThenDormant, active: '2025-12-20', progress: ['warn served 2026-01-10'] });
    expect(seen.stages['warn']).toBe('waiting 2026-01-19');
    expect(seen.until).toBe('2026-01-10');
  });

  it('P4 of two records of one stage the later counts', () => {
    const progress = ['warn served 2026-01-05', 'warn served 2025-12-31'];
    const scene = { stages: warnThenDormant, active: '2025-12-01', at: '2026-01-06' };
    expect(look({ ...scene, progress }).stages['dormant']).toBe('waiting 2026-01-20');
    expect(look({ ...scene, progress: [...progress].reverse() }).stages['dormant']).toBe('waiting 2026-01-20');
  });

  it('P4 a notice that was skipped keeps the distance from when it was', () => {
    const stages = [
      notice('warn', 'P30D'),
      restrict('a', 'P40D', 'FROZEN', { notice: 'none' }),
      notice('again', 'P60D'),
    ];
    const progress = ['warn skipped 2026-01-10', 'a acted 2026-01-10'];
    const seen = look({ stages, active: '2025-11-10', at: '2026-01-11', progress });
    // 2025-11-10 + 60 days = 2026-01-09, but 30 days after the skipped one.
    expect(seen.stages['again']).toBe('waiting 2026-02-09');
  });
});

describe('P5 stages due at one instant', () => {
  it('P5 act in order, each judged as if the earlier ones had acted: the second DORMANT is moot', () => {
    const stages = [restrict('first', 'P30D'), restrict('second', 'P45D'), restrict('frozen', 'P50D', 'FROZEN')];
    const seen = look({ stages, active: '2025-01-01' });
    expect(seen.due).toEqual(['p/r/first control', 'p/r/frozen control']);
    expect(seen.stages).toMatchObject({ first: 'due 2025-01-31', second: 'moot 2025-02-15', frozen: 'due 2025-02-20' });
  });

  it('P5 a terminal control makes everything after it moot', () => {
    const stages = [restrict('close', 'P30D', 'CLOSED'), restrict('dormant', 'P45D'), notice('last', 'P50D')];
    const seen = look({ stages, active: '2025-01-01' });
    expect(seen.due).toEqual(['p/r/close control']);
    expect(Object.values(seen.stages).map((text) => text.split(' ')[0])).toEqual(['due', 'moot', 'moot']);
  });

  it('P5 holds across policies, in the order of their ids', () => {
    const dormant = (id: string): object => aPolicy(id, [aRule('r', [restrict('dormant', 'P45D')])]);
    const seen = look({ active: '2025-01-01', policies: [dormant('b'), dormant('a'), dormant('B')] });
    // UTF-16: capitals come first.
    expect(seen.due).toEqual(['B/r/dormant control']);
    expect(seen.json.policies.map((policy) => (policy.applies === 'true' ? policy.stages[0]?.state : null))).toEqual([
      'due',
      'moot',
      'moot',
    ]);
  });

  it('P5 a notice whose later controls all act now without notice is skipped', () => {
    const stages = [notice('warn', 'P30D'), restrict('dormant', 'P45D', 'DORMANT', { notice: 'none' })];
    const seen = look({ stages, active: '2024-12-01' });
    expect(seen.due).toEqual(['p/r/warn skip', 'p/r/dormant control']);
    expect(seen.stages).toEqual({ warn: 'due 2024-12-31', dormant: 'due 2025-01-15' });
  });

  it('P5 a notice before its own date is skipped as well: the later control does not wait for it', () => {
    const stages = [notice('warn', 'P30D'), restrict('dormant', 'P45D', 'DORMANT', { notice: 'none' })];
    const first = [notice('early', 'P20D'), ...stages];
    // The warning waits for its distance from the late early one, and the law-dated control comes before.
    const seen = look({ stages: first, active: '2025-11-17', at: '2026-01-01', progress: ['early served 2025-12-31'] });
    expect(seen.due).toEqual(['p/r/warn skip', 'p/r/dormant control']);
  });

  it('P5 a notice that a later control still needs is served, not skipped', () => {
    const stages = [
      notice('warn', 'P30D'),
      restrict('dormant', 'P45D', 'DORMANT', { notice: 'none' }),
      restrict('close', 'P1Y', 'CLOSED'),
    ];
    const seen = look({ stages, active: '2025-11-01', at: '2026-01-01' });
    expect(seen.due).toEqual(['p/r/warn notify', 'p/r/dormant control']);
    // 2025-11-01 + P1Y is 335 days after + P30D (2025-12-01): 335 days after 2026-01-01 is 2026-12-02.
    expect(seen.stages['close']).toBe('waiting 2026-12-02');
    // Once that one says that it needs no notice, or is done, the warning is skipped.
    const none = [...stages.slice(0, 2), restrict('close', 'P1Y', 'CLOSED', { notice: 'none' })];
    expect(look({ stages: none, active: '2025-11-01' }).due).toEqual(['p/r/warn skip', 'p/r/dormant control']);
    const done = look({ stages, active: '2025-11-01', progress: ['close acted 2025-12-30'] });
    expect(done.due).toEqual(['p/r/warn skip', 'p/r/dormant control']);
  });

  it('P5 without a control that acts now nothing is skipped', () => {
    const stages = [notice('warn', 'P30D'), restrict('dormant', 'P45D', 'DORMANT', { notice: 'none' })];
    expect(look({ stages, active: '2025-12-01' }).due).toEqual(['p/r/warn notify']);
  });
});

describe('P6, P7 progress and episodes', () => {
  it('P6 a new episode clears the progress: entries of another base count for nothing', () => {
    const seen = look({
      stages: warnThenDormant,
      active: '2025-12-20',
      progress: ['warn served 2025-11-30 2025-10-31'],
    });
    expect(seen.stages).toEqual({ warn: 'waiting 2026-01-19', dormant: 'waiting 2026-02-03' });
  });

  it('P6 progress of another rule or policy counts for nothing', () => {
    const progress = ['other/warn served 2025-12-31', 'q/r/warn served 2025-12-31'];
    const seen = look({ stages: warnThenDormant, active: '2025-12-01', progress });
    expect(seen.due).toEqual(['p/r/warn notify']);
  });

  it('P7 progress carries over by kind of stage too', () => {
    const seen = look({
      stages: warnThenDormant,
      active: '2025-11-01',
      progress: ['warn acted 2025-12-01', 'dormant served 2025-12-16'],
    });
    expect(seen.due).toEqual(['p/r/warn notify']);
    expect(seen.stages['dormant']).toMatch(/^waiting/);
  });

  it('P7 a control stage that acted is done, even when its control is gone', () => {
    const seen = look({
      stages: [restrict('freeze', 'P45D', 'FROZEN')],
      active: '2025-11-01',
      progress: ['freeze acted 2025-12-16'],
    });
    expect([seen.stages, seen.due, seen.until]).toEqual([{ freeze: 'done 2025-12-16' }, [], null]);
  });
});
