import { describe, expect, it } from 'vitest';
import { nextTransition } from '../../src/evaluate/next-transition';
import { readCase } from '../laws/support/read-case';
import type { CaseDoc } from '../oracle/case-types';
import { aControl, caseOf, look, notice, restrict, type Scene, warnThenDormant } from './support/scene';

/** What happens at the next transition, in short words. */
function because(scene: Scene): readonly string[] | null {
  const { set, subject, at } = readCase(caseOf(scene) as CaseDoc);
  const next = nextTransition(set, subject, at);
  if (next === null) return null;
  return next.because.map((cause) => {
    if (cause.kind === 'stage') return `${cause.policyId}/${cause.ruleId}/${cause.stageId}`;
    return cause.kind === 'control' ? cause.controlId : cause.requirementId;
  });
}

const sets = { control: { type: 'FROZEN', reasonCode: 'COMPLIANCE' } };

describe('R6 nextTransition', () => {
  it('R6 null when nothing that time brings changes the status', () => {
    for (const scene of [{}, { stages: [notice('warn', 'P30D')] }, { stages: [restrict('w', 'P30D', 'WATCHED')] }]) {
      expect(look(scene).next).toBeNull();
      expect(because(scene)).toBeNull();
    }
  });

  it('R6 it counts with everything due being done at once: the notice today, the control after its distance', () => {
    const scene: Scene = { active: '2024-12-01', stages: warnThenDormant };
    expect(look(scene).next).toBe('DISABLED 2026-01-16');
    expect(because(scene)).toEqual(['p/r/dormant']);
  });

  it('R6 it is now when acting now changes the status', () => {
    const scene: Scene = { active: '2024-12-01', stages: [restrict('dormant', 'P45D')] };
    const seen = look(scene);
    expect([seen.status, seen.next]).toEqual(['APPROVED', 'DISABLED 2026-01-01']);
    expect(because(scene)).toEqual(['p/r/dormant']);
  });

  it('R6 it looks past stages that change nothing', () => {
    const stages = [
      notice('one', 'P10D'),
      restrict('watch', 'P20D', 'WATCHED'),
      notice('two', 'P30D'),
      restrict('freeze', 'P40D', 'FROZEN'),
    ];
    // 2025-12-28 + 40 days = 2026-02-06.
    expect(look({ active: '2025-12-28', stages }).next).toBe('ERROR 2026-02-06');
  });

  it('K7 a control that ends, or begins', () => {
    const ending: Scene = { controls: [aControl('c', '2025-12-01', { type: 'FROZEN', expiresAt: '2026-01-10' })] };
    expect([look(ending).next, because(ending)]).toEqual(['APPROVED 2026-01-10', ['c']]);
    const beginning: Scene = { controls: [aControl('c', '2026-01-10')] };
    expect([look(beginning).next, because(beginning)]).toEqual(['DISABLED 2026-01-10', ['c']]);
  });

  it('K7, A3 the clock that an expiry restarts runs on to the next change', () => {
    const controls = [aControl('c', '2025-12-16', { expiresAt: '2026-01-10' })];
    const scene: Scene = { active: '2025-11-01', stages: warnThenDormant, controls };
    expect(look(scene).next).toBe('APPROVED 2026-01-10');
    expect(look({ ...scene, at: '2026-01-10' }).next).toBe('DISABLED 2026-02-24');
  });

  it('R1 a requirement that becomes overdue, past its renewal', () => {
    const scene: Scene = {
      requirements: [{ id: 'a', type: 'A', state: 'MET', validUntil: '2026-02-01', renewalGrace: 'P1M' }],
    };
    expect([look(scene).next, because(scene)]).toEqual(['DENIED 2026-03-01', ['a']]);
  });

  it('R2 a control that an overdue requirement sets', () => {
    const scene: Scene = {
      requirements: [{ id: 'a', type: 'A', state: 'PENDING', dueAt: '2026-02-01', onOverdue: sets }],
    };
    expect(look(scene).next).toBe('ERROR 2026-02-01');
    expect(because(scene)).toEqual(['imagined-0', 'a']);
  });

  it('R3a, R4 demands are opened on the way: for an approved identity the first change is the due date', () => {
    const requirements = [{ id: 'kyc', require: [{ type: 'ID', dueWithin: 'P30D' }] }];
    const scene: Scene = { policy: { requirements }, approvedAt: '2025-06-01' };
    expect([look(scene).next, because(scene)]).toEqual(['DENIED 2026-01-31', ['p/kyc/ID']]);
    expect(look({ policy: { requirements } }).next).toBe('DENIED 2026-01-31');
  });

  it('R5 the first approval is written on the way', () => {
    // Not yet approved, but nothing stands against it: from now on a pending requirement does not block.
    const requirements = [
      {
        id: 'kyc',
        when: { any: [{ fact: 'createdAt', operator: 'olderThan', value: 'P3Y' }] },
        require: [{ type: 'ID' }],
      },
    ];
    expect(look({ policy: { requirements } }).next).toBeNull();
    const blocking = [{ ...requirements[0], require: [{ type: 'ID', whilePending: 'block' }] }];
    expect(look({ policy: { requirements: blocking } }).next).toBe('PENDING 2027-01-01');
  });

  it('X2 an exemption puts it off: its end restarts the clock', () => {
    const exemptions = [{ id: 'x', kind: 'EXEMPTION', until: '2026-02-01' }];
    expect(look({ active: '2024-12-01', stages: warnThenDormant, exemptions }).next).toBe('DISABLED 2026-03-18');
    const postponed = [{ id: 'x', kind: 'POSTPONEMENT', until: '2026-02-01' }];
    expect(look({ active: '2024-12-01', stages: warnThenDormant, exemptions: postponed }).next).toBe(
      'DISABLED 2026-02-16',
    );
    expect(
      look({ active: '2024-12-01', stages: warnThenDormant, exemptions: [{ id: 'x', kind: 'EXEMPTION' }] }).next,
    ).toBeNull();
  });

  it('Forms validUntil is of the state as it is, not of the state after acting', () => {
    const seen = look({ active: '2024-12-01', stages: warnThenDormant });
    // Unless the notice is sent, the answer stays the same for ever.
    expect([seen.until, seen.next]).toEqual([null, 'DISABLED 2026-01-16']);
  });
});
