import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePolicies, evaluateCase, type PolicySet, type Status, statuses } from '../../src/index';
import { contribution, createFoldTable } from '../../src/policy/precedence';

const order: fc.Arbitrary<readonly Status[]> = fc
  .shuffledSubarray<Status>(['DISABLED', 'ERROR', 'DENIED', 'PENDING'], { minLength: 4 })
  .map((first) => [...first, 'APPROVED']);
const some: fc.Arbitrary<readonly Status[]> = fc.array(fc.constantFrom(...statuses), { maxLength: 8 });

/** The fold of a list of contributions, the way an evaluation does it. */
function fold(precedence: readonly Status[], list: readonly Status[]): Status {
  return createFoldTable(precedence)[list.reduce((bits, status) => bits | contribution[status], 0)] as Status;
}

/** The meaning of R5, written again: the first of the precedence that somebody contributes. */
function strongest(precedence: readonly Status[], list: readonly Status[]): Status {
  return precedence.find((status) => list.includes(status)) ?? 'APPROVED';
}

const effects: Readonly<Record<Status, Partial<Record<'controls' | 'requirements', object>>>> = {
  DISABLED: { controls: { type: 'DORMANT' } },
  ERROR: { requirements: { state: 'ERROR' } },
  DENIED: { requirements: { state: 'FAILED' } },
  PENDING: { requirements: { state: 'PENDING', whilePending: 'block' } },
  APPROVED: { requirements: { state: 'MET' } },
};

/** A case whose contributions are exactly those. */
function caseOf(list: readonly Status[], statusPrecedence: unknown, approvedAt: string | null): unknown {
  const control = { setBy: 'CLIENT', createdAt: '2025-01-01T00:00:00Z' };
  const of = (kind: 'controls' | 'requirements'): object[] =>
    list.flatMap((status, index) => {
      const effect = effects[status][kind];
      const more = kind === 'controls' ? control : { type: `T${index}` };
      return effect === undefined ? [] : [{ id: `${kind}-${index}`, ...more, ...effect }];
    });
  return {
    id: 'fold',
    at: '2026-01-01T00:00:00Z',
    policies: [],
    settings: { statusPrecedence },
    subject: {
      identity: { accountId: 'acme', id: 'u', kind: 'user', createdAt: '2024-01-01T00:00:00Z' },
      controls: of('controls'),
      requirements: of('requirements'),
      approvedAt,
    },
  };
}

function statusOf(doc: unknown): Status {
  const answer = evaluateCase(doc);
  if ('error' in answer) throw new Error(JSON.stringify(answer));
  return answer.status;
}

describe('L11 the fold of the status', () => {
  it('L11 is commutative, associative and idempotent, with APPROVED as neutral element', () => {
    fc.assert(
      fc.property(order, some, some, some, (precedence, a, b, c) => {
        const join = (left: Status, right: Status): Status => fold(precedence, [left, right]);
        const [x, y, z] = [a, b, c].map((list) => fold(precedence, list)) as [Status, Status, Status];
        expect(join(x, y)).toBe(join(y, x));
        expect(join(join(x, y), z)).toBe(join(x, join(y, z)));
        expect(join(x, x)).toBe(x);
        expect(join(x, 'APPROVED')).toBe(x);
        expect(join(x, y)).toBe(fold(precedence, [...a, ...b]));
        expect(fold(precedence, [...a, ...b, ...c])).toBe(strongest(precedence, [...c, ...a, ...b]));
        expect(fold(precedence, [])).toBe('APPROVED');
      }),
      { numRuns: 500 },
    );
  });

  it('L11, R4, R5 the status of an identity is the fold of what its controls and requirements contribute', () => {
    fc.assert(
      fc.property(order, some, (precedence, list) => {
        expect(statusOf(caseOf(list, precedence, null))).toBe(strongest(precedence, list));
      }),
      { numRuns: 150 },
    );
  });

  it('L11, R5 of two precedences `approvedAt` tells which holds', () => {
    const approved = fc.constantFrom(
      null,
      '2025-12-31T23:59:59.999Z',
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00.001Z',
    );
    fc.assert(
      fc.property(order, order, some, approved, (beforeFirstApproval, afterFirstApproval, list, approvedAt) => {
        const holds = approvedAt !== null && Date.parse(approvedAt) <= Date.UTC(2026, 0, 1);
        const precedence = holds ? afterFirstApproval : beforeFirstApproval;
        const both = { beforeFirstApproval, afterFirstApproval };
        expect(statusOf(caseOf(list, both, approvedAt))).toBe(strongest(precedence, list));
      }),
      { numRuns: 150 },
    );
  });

  it('R5 without a setting the order is DISABLED, ERROR, DENIED, PENDING, APPROVED', () => {
    const set: PolicySet = compilePolicies({ policies: [] });
    expect(set.settings.statusPrecedence).toEqual(['DISABLED', 'ERROR', 'DENIED', 'PENDING', 'APPROVED']);
    expect(statusOf(caseOf(['PENDING', 'DENIED', 'ERROR', 'DISABLED'], null, null))).toBe('DISABLED');
    expect(statusOf(caseOf(['PENDING', 'DENIED', 'ERROR'], null, null))).toBe('ERROR');
    expect(statusOf(caseOf(['PENDING', 'DENIED', 'APPROVED'], null, null))).toBe('DENIED');
    expect(statusOf(caseOf(['PENDING', 'APPROVED'], null, null))).toBe('PENDING');
  });
});
