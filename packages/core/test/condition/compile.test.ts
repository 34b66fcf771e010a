import { afterEach, describe, expect, it, vi } from 'vitest';
import { canGenerateCode, createConditionCompiler } from '../../src/condition/compile';
import type { Condition } from '../../src/condition/language';
import { isDormouseError } from '../../src/model/errors';
import { utc } from '../../src/time/zone';
import { compileBoth } from './support/compile-both';
import { NOW, plainSubject } from './support/random-subject';

const compile = (condition: Condition, codeGeneration: boolean) =>
  createConditionCompiler({ named: {}, zone: utc, operators: new Map(), codeGeneration })(condition);

const hostileText = ["'];}globalThis.hacked=1;//`$", '{globalThis.hacked=1}\u2028*/'].join('');
const condition: Condition = {
  all: [
    { fact: 'attributes', path: '$.a-b', operator: 'equal', value: hostileText },
    { fact: 'attributes', path: '$.list', operator: 'contains', value: hostileText },
    { fact: 'attributes', path: '$.secretName.deepName', operator: 'in', value: [hostileText, 'x'] },
    { fact: 'attributes', path: '$.count', operator: 'greaterThan', value: 12_345 },
  ],
};
const subject = plainSubject({
  'a-b': hostileText,
  list: [hostileText],
  secretName: { deepName: hostileText },
  count: 20_000,
});

afterEach(() => vi.unstubAllGlobals());

describe('code generation', () => {
  it('never pastes what a user wrote into the source', () => {
    const source = compile(condition, true).test.toString();
    expect(source).toContain('s.identity');
    for (const text of ['hacked', 'a-b', 'secretName', 'deepName', '12345']) expect(source).not.toContain(text);
    expect(compile(condition, true).test(subject, NOW, { until: 0 })).toBe(1);
    expect('hacked' in globalThis).toBe(false);
  });

  it('makes straight code of it, and closures when told to', () => {
    const { generated, closures } = compileBoth(condition);
    expect(closures.test.toString()).not.toContain('s.identity');
    expect(closures.test(subject, NOW, { until: 0 })).toBe(1);
    expect(generated.test.toString()).not.toBe(closures.test.toString());
  });

  it('falls back to closures where the platform forbids it', () => {
    expect(canGenerateCode()).toBe(true);
    vi.stubGlobal('Function', () => {
      throw new EvalError('Code generation from strings disallowed for this context');
    });
    expect(canGenerateCode()).toBe(false);
    const compiled = compile(condition, true);
    expect(compiled.test.toString()).not.toContain('s.identity');
    expect(compiled.test(subject, NOW, { until: 0 })).toBe(1);
  });

  it('changes nothing that it is given', () => {
    const frozen = structuredClone(condition);
    const freeze = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      Object.values(Object.freeze(value)).forEach(freeze);
    };
    freeze(frozen);
    const own = structuredClone(subject);
    freeze(own);
    expect(compile(frozen, true).test(own, NOW, { until: 0 })).toBe(1);
    expect(compile(frozen, false).blame(own, NOW)).toEqual([]);
  });

  it('overwrites the horizon, whatever was there', () => {
    for (const lane of Object.values(compileBoth(condition))) {
      const horizon = { until: NOW };
      lane.test(subject, NOW, horizon);
      expect(horizon.until).toBe(Infinity);
    }
  });
});

describe('conditions that were not checked', () => {
  it.each<[string, unknown]>([
    ['an unknown operator', { all: [{ fact: 'kind', operator: 'x', value: 1 }] }],
    ['an unknown decorator', { all: [{ fact: 'kind', operator: 'x:equal', value: 1 }] }],
    ['an unknown fact', { all: [{ fact: 'x', operator: 'equal', value: 1 }] }],
    ['a wrong path', { all: [{ fact: 'kind', path: 'x', operator: 'equal', value: 1 }] }],
    ['an unknown name', { condition: 'x' }],
    ['a wrong duration', { all: [{ fact: 'createdAt', operator: 'olderThan', value: 'x' }] }],
  ])('are refused with a code: %s', (_, unchecked) => {
    try {
      compile(unchecked as Condition, false);
      expect.unreachable();
    } catch (error) {
      expect(isDormouseError(error, 'INVALID_POLICY')).toBe(true);
    }
  });
});

describe('large conditions', () => {
  it('give the same with slots as written out', () => {
    const leaf = { fact: 'attributes', path: '$.count', operator: 'greaterThan', value: 1 } as const;
    const named: Record<string, Condition> = {
      old: { all: [{ fact: 'createdAt', operator: 'olderThan', value: 'P110D' }] },
      many: { all: Array.from({ length: 600 }, () => leaf) },
      both: { any: [{ condition: 'old' }, { not: { condition: 'many' } }] },
    };
    const { generated, closures } = compileBoth({ all: [{ condition: 'both' }, { condition: 'many' }] }, named);
    for (const lane of [generated, closures]) {
      const horizon = { until: 0 };
      expect(lane.test(subject, NOW, horizon)).toBe(0);
      expect(new Date(horizon.until).toISOString()).toBe('2026-01-11T00:00:00.000Z');
      expect(lane.test(subject, horizon.until, horizon)).toBe(1);
      expect(horizon.until).toBe(Infinity);
      expect([lane.readsTime, lane.readsActivity]).toEqual([true, false]);
      expect(lane.blame(plainSubject(), NOW)).toEqual(['attributes']);
    }
  });
});
