import { describe, expect, it } from 'vitest';
import { aControl, look, notice, restrict, type Scene, warnThenDormant } from './support/scene';

const bearing = (...controls: readonly object[]): Scene => ({ controls });
const typed = (type: string, id = 'c', more: object = {}): object => aControl(id, '2025-12-01', { type, ...more });

describe('K4 types of controls', () => {
  it.each([
    ['DORMANT', 'DISABLED', ['*']],
    ['CLOSED', 'DISABLED', ['*']],
    ['FROZEN', 'ERROR', ['pay']],
    ['WATCHED', 'APPROVED', ['buy', 'export']],
    ['SEALED', 'DISABLED', ['*']],
  ])('K4, R4 %s makes the status %s', (type, status, restricts) => {
    const seen = look(bearing(typed(type)));
    expect([seen.status, seen.json.statusDetails.restricts, seen.json.statusDetails.activeControls]).toEqual([
      status,
      restricts,
      ['c'],
    ]);
  });

  it('R6 restricted capabilities add up, each once, and everything is everything', () => {
    const settings = {
      controlTypes: [
        { type: 'A', effect: 'NONE', restricts: ['sell', 'buy'], terminal: false },
        { type: 'B', effect: 'NONE', restricts: ['buy', 'lend'], terminal: false },
        { type: 'C', effect: 'NONE', restricts: ['*'], terminal: false },
        { type: 'D', effect: 'NONE', restricts: [], terminal: false },
      ],
    };
    const restricts = (...types: readonly string[]): readonly string[] =>
      look({ settings, controls: types.map((type) => typed(type, type)) }).json.statusDetails.restricts;
    expect(restricts('A', 'B')).toEqual(['buy', 'lend', 'sell']);
    expect(restricts('A', 'DORMANT')).toEqual(['*']);
    expect(restricts('C', 'A')).toEqual(['*']);
    expect(restricts('D')).toEqual([]);
  });
});

describe('K5 moot stages', () => {
  it.each(['POLICY', 'CLIENT', 'OPERATOR'])('K5 a type that is borne is not set again, whoever set it: %s', (setBy) => {
    const seen = look({
      active: '2025-01-01',
      stages: [restrict('dormant', 'P45D')],
      ...bearing(typed('DORMANT', 'c', { setBy })),
    });
    expect([seen.due, seen.stages]).toEqual([[], { dormant: 'moot 2025-02-15' }]);
  });

  it('K5 another type does not make it moot', () => {
    const seen = look({ active: '2025-01-01', stages: [restrict('dormant', 'P45D')], ...bearing(typed('FROZEN')) });
    expect(seen.due).toEqual(['p/r/dormant control']);
  });

  it('K5 a notice is moot when all its later controls are moot or done', () => {
    const scene: Scene = { active: '2025-11-01', stages: warnThenDormant };
    expect(look({ ...scene, ...bearing(typed('DORMANT')) }).stages).toEqual({
      warn: 'moot 2025-12-01',
      dormant: 'moot 2025-12-16',
    });
    expect(look({ ...scene, progress: ['dormant acted 2025-12-16'] }).stages['warn']).toBe('moot 2025-12-01');
    const stages = [...warnThenDormant, restrict('freeze', 'P60D', 'FROZEN')];
    expect(look({ ...scene, stages, ...bearing(typed('DORMANT')) }).due).toEqual(['p/r/warn notify']);
  });

  it('K5 a notice without later controls is moot only under a terminal control', () => {
    const stages = [restrict('dormant', 'P10D'), notice('after', 'P30D')];
    expect(look({ active: '2025-11-01', stages, ...bearing(typed('DORMANT')) }).due).toEqual(['p/r/after notify']);
    expect(look({ active: '2025-11-01', stages, ...bearing(typed('CLOSED')) }).due).toEqual([]);
  });

  it.each(['CLOSED', 'SEALED'])('K5 under an active terminal control every stage is moot: %s', (type) => {
    const stages = [...warnThenDormant, restrict('freeze', 'P60D', 'FROZEN'), restrict('close', 'P1Y', 'CLOSED')];
    const seen = look({ active: '2024-06-01', stages, ...bearing(typed(type)) });
    expect(seen.due).toEqual([]);
    expect(Object.values(seen.stages).every((text) => text.startsWith('moot'))).toBe(true);
  });

  it('K5 what is done stays done under any control', () => {
    const seen = look({
      active: '2025-11-01',
      stages: warnThenDormant,
      progress: ['warn served 2025-12-01'],
      ...bearing(typed('CLOSED')),
    });
    expect(seen.stages).toMatchObject({ warn: 'done 2025-12-01', dormant: 'moot 2025-12-16' });
  });

  it('K5, P4 a moot notice binds nothing', () => {
    const stages = [notice('warn', 'P30D'), restrict('freeze', 'P40D', 'FROZEN'), notice('after', 'P50D')];
    const seen = look({ active: '2025-11-01', stages, ...bearing(typed('FROZEN')) });
    // Nobody warned, yet the last notice is due at its own date, 2025-12-21.
    expect(seen.due).toEqual(['p/r/after notify']);
    expect(seen.stages).toEqual({ warn: 'moot 2025-12-01', freeze: 'moot 2025-12-11', after: 'due 2025-12-21' });
  });

  it('K5 a stage is no longer moot once the control is gone', () => {
    const scene: Scene = { active: '2025-11-01', stages: [restrict('freeze', 'P40D', 'FROZEN')] };
    const controls = [typed('FROZEN', 'c', { deletedAt: '2026-01-05' })];
    expect(look({ ...scene, controls }).until).toBe('2026-01-05');
    expect(look({ ...scene, controls, at: '2026-01-05' }).due).toEqual(['p/r/freeze control']);
  });
});

describe('K7 when a control is in force', () => {
  const status = (at: string, more: object): readonly unknown[] => {
    const seen = look({ at, controls: [aControl('c', '2025-12-01', more)] });
    return [seen.status, seen.until];
  };

  it('K7 it is active in [createdAt, first of deletedAt and expiresAt), and each end is a horizon', () => {
    expect(status('2025-11-30', {})).toEqual(['APPROVED', '2025-12-01']);
    expect(status('2025-12-01', {})).toEqual(['DISABLED', null]);
    expect(status('2025-12-31', { expiresAt: '2026-01-01' })).toEqual(['DISABLED', '2026-01-01']);
    expect(status('2026-01-01', { expiresAt: '2026-01-01' })).toEqual(['APPROVED', null]);
    expect(status('2025-12-31', { deletedAt: '2026-01-01' })).toEqual(['DISABLED', '2026-01-01']);
    expect(status('2026-01-01', { deletedAt: '2026-01-01' })).toEqual(['APPROVED', null]);
    expect(status('2025-12-31', { expiresAt: '2026-01-10', deletedAt: '2026-01-05' })).toEqual([
      'DISABLED',
      '2026-01-05',
    ]);
    expect(status('2025-12-31', { expiresAt: '2026-01-05', deletedAt: '2026-01-10' })).toEqual([
      'DISABLED',
      '2026-01-05',
    ]);
  });

  it('K7 one that ends before it begins never is', () => {
    expect(status('2025-11-30', { deletedAt: '2025-12-01' })).toEqual(['APPROVED', null]);
    expect(status('2025-12-01', { expiresAt: '2025-06-01' })).toEqual(['APPROVED', null]);
  });

  it('K7, K6 a DORMANT control that expires restarts the clock', () => {
    const controls = [aControl('c', '2025-12-16', { expiresAt: '2026-01-10' })];
    const scene: Scene = { active: '2025-11-01', stages: warnThenDormant, controls };
    expect(look(scene).due).toEqual([]);
    const after = look({ ...scene, at: '2026-01-10' });
    expect([after.base, after.stages]).toEqual([
      '2026-01-10 reactivation',
      { warn: 'waiting 2026-02-09', dormant: 'waiting 2026-02-24' },
    ]);
  });
});
