import { describe, expect, it } from 'vitest';
import { aControl, aPolicy, aRule, look, notice, restrict, type Scene, warnThenDormant } from './support/scene';

const kinds = ['EXEMPTION', 'POSTPONEMENT', 'LEGAL_HOLD'];
const overdue: Scene = { active: '2025-11-01', stages: warnThenDormant };

describe('X2 while exempt', () => {
  it.each(kinds)('X2 no stage of the scope acts, whatever its date: %s', (kind) => {
    const seen = look({ ...overdue, exemptions: [{ id: 'x', kind, from: '2025-12-31', until: '2026-03-01' }] });
    expect([seen.due, seen.exempt, seen.until]).toEqual([[], ['x'], '2026-03-01']);
    expect(seen.stages).toEqual({ warn: 'held 2025-12-01', dormant: 'held 2026-01-16' });
    expect(seen.json.statusDetails.nextTransition).not.toBeNull();
  });

  it('X2 the interval is [from, until)', () => {
    const exemptions = [{ id: 'x', kind: 'POSTPONEMENT', from: '2026-01-01', until: '2026-01-10' }];
    const at = (text: string): readonly unknown[] => {
      const seen = look({ ...overdue, exemptions, at: text });
      return [seen.due.length, seen.until];
    };
    expect(at('2025-12-31T23:59:59.999Z')).toEqual([1, '2026-01-01']);
    expect(at('2026-01-01')).toEqual([0, '2026-01-10']);
    expect(at('2026-01-09T23:59:59.999Z')).toEqual([0, '2026-01-10']);
    expect(at('2026-01-10')).toEqual([1, null]);
  });

  it('X2 without from it has always begun, without until it is indefinite, and an empty one never is', () => {
    const due = (exemption: object): number =>
      look({ ...overdue, exemptions: [{ id: 'x', kind: 'EXEMPTION', ...exemption }] }).due.length;
    expect(due({})).toBe(0);
    expect(due({ from: '2025-12-31' })).toBe(0);
    expect(due({ until: '2026-02-01' })).toBe(0);
    expect(due({ indefinite: true })).toBe(0);
    expect(due({ from: '2026-02-01', until: '2026-02-01' })).toBe(1);
    expect(due({ from: '2026-02-01', until: '2025-02-01' })).toBe(1);
  });

  it('X2 what is already in force stays', () => {
    const seen = look({
      ...overdue,
      controls: [aControl('c', '2025-12-16')],
      exemptions: [{ id: 'x', kind: 'EXEMPTION' }],
    });
    expect([seen.status, seen.json.statusDetails.activeControls]).toEqual(['DISABLED', ['c']]);
  });

  it('X2 the end of an EXEMPTION restarts the clock, that of the others does not', () => {
    const ended = (kind: string): Scene => ({
      ...overdue,
      exemptions: [{ id: 'x', kind, from: '2025-11-15', until: '2025-12-31' }],
    });
    expect(look(ended('EXEMPTION')).stages).toEqual({ warn: 'waiting 2026-01-30', dormant: 'waiting 2026-02-14' });
    expect(look(ended('POSTPONEMENT')).due).toEqual(['p/r/warn notify']);
    expect(look(ended('LEGAL_HOLD')).due).toEqual(['p/r/warn notify']);
  });

  it('X2 a scope of one policy or one rule holds only that', () => {
    const policies = [aPolicy('p', [aRule('r', warnThenDormant)]), aPolicy('q', [aRule('r', warnThenDormant)])];
    const due = (scope: object): readonly string[] =>
      look({ active: '2025-11-01', policies, exemptions: [{ id: 'x', kind: 'EXEMPTION', scope }] }).due;
    expect(due({})).toEqual([]);
    expect(due({ policyId: 'p' })).toEqual(['q/r/warn notify']);
    expect(due({ policyId: 'q', ruleId: 'r' })).toEqual(['p/r/warn notify']);
    expect(due({ policyId: 'q', ruleId: 'other' })).toEqual(['p/r/warn notify', 'q/r/warn notify']);
  });

  it("X2 a policy's own exemption holds while its condition is true, and its end restarts nothing", () => {
    const recent = { any: [{ fact: 'createdAt', operator: 'youngerThan', value: 'P2Y' }] };
    const policy = { exempt: [{ id: 'own', when: recent, reason: 'r', owner: 'o', reviewBy: '2020-01-01T00:00:00Z' }] };
    const held = look({ ...overdue, policy, at: '2025-12-31' });
    // Created on 2024-01-01, so younger than two years until 2026-01-01. A review that is overdue ends nothing.
    expect([held.due, held.exempt, held.until]).toEqual([[], ['own'], '2026-01-01']);
    const free = look({ ...overdue, policy });
    expect([free.due, free.base]).toEqual([['p/r/warn notify'], '2025-11-01 activity']);
  });

  it('Forms the exemptions in force are listed together, sorted, each once', () => {
    const when = { all: [{ fact: 'kind', operator: 'equal', value: 'user' }] };
    const exemptions = ['z', 'a', 'm'].map((id) => ({ id, kind: 'EXEMPTION' }));
    const seen = look({
      ...overdue,
      policy: {
        exempt: [
          { id: 'k', when },
          { id: 'a', when },
        ],
      },
      exemptions,
    });
    expect(seen.exempt).toEqual(['a', 'k', 'm', 'z']);
  });

  it('X2 requirements go on; only an exemption from everything stops the controls of overdue ones', () => {
    const requirement = {
      id: 'r1',
      type: 'ID',
      state: 'PENDING',
      dueAt: '2025-12-01',
      onOverdue: { control: { type: 'FROZEN', reasonCode: 'COMPLIANCE' } },
    };
    const seen = (scope: object): readonly unknown[] => {
      const { due, status } = look({
        stages: [],
        requirements: [requirement],
        exemptions: [{ id: 'x', kind: 'EXEMPTION', scope }],
      });
      return [due, status];
    };
    expect(seen({ policyId: 'p' })).toEqual([['r1 control'], 'PENDING']);
    expect(seen({})).toEqual([[], 'PENDING']);
  });

  it('X2, P4 a control that was held waits for the notice all the same', () => {
    const exemptions = [{ id: 'x', kind: 'POSTPONEMENT', from: '2025-11-15', until: '2026-01-01' }];
    const seen = look({ ...overdue, exemptions });
    expect(seen.stages).toEqual({ warn: 'due 2025-12-01', dormant: 'waiting 2026-01-16' });
  });
});

describe('X3 a legal hold', () => {
  const hold = { id: 'hold', kind: 'LEGAL_HOLD', scope: { policyId: 'another' } };

  it('X3 whatever its scope, no stage sets a terminal control; the others go on', () => {
    const stages = [restrict('freeze', 'P30D', 'FROZEN'), restrict('close', 'P45D', 'CLOSED')];
    const seen = look({ active: '2025-01-01', stages, exemptions: [hold] });
    expect(seen.due).toEqual(['p/r/freeze control']);
    expect(seen.stages['close']).toBe('held 2025-02-15');
    const lifted = look({ active: '2025-01-01', stages, exemptions: [{ ...hold, until: '2026-01-01' }] });
    expect(lifted.due).toEqual(['p/r/freeze control', 'p/r/close control']);
  });

  it('X3 a terminal type of the host is held too, and its notices go on', () => {
    const stages = [notice('warn', 'P30D'), restrict('seal', 'P45D', 'SEALED')];
    const seen = look({ active: '2025-01-01', stages, exemptions: [hold] });
    expect(seen.due).toEqual(['p/r/warn notify']);
    expect(seen.stages['seal']).toMatch(/^held/);
  });

  it('X3 an overdue requirement sets no terminal control under it', () => {
    const wants = (type: string): object[] => [
      {
        id: 'r1',
        type: 'ID',
        state: 'PENDING',
        dueAt: '2025-12-01',
        onOverdue: { control: { type, reasonCode: 'COMPLIANCE' } },
      },
    ];
    const due = (type: string): readonly string[] => look({ requirements: wants(type), exemptions: [hold] }).due;
    expect(due('CLOSED')).toEqual([]);
    expect(due('SEALED')).toEqual([]);
    expect(due('FROZEN')).toEqual(['r1 control']);
  });

  it('X3 one that begins later is a horizon', () => {
    const stages = [restrict('close', 'P45D', 'CLOSED')];
    const seen = look({ active: '2025-12-01', stages, exemptions: [{ ...hold, from: '2026-01-10' }] });
    // The stage is due on 2026-01-15, and held from 2026-01-10 on.
    expect(seen.until).toBe('2026-01-10');
    expect(seen.next).toBeNull();
  });
});
