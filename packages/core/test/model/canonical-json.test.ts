import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/model/canonical-json';
import { isDormouseError } from '../../src/model/errors';

/** RFC 8785 the plain way. */
function naive(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(naive).join(',')}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${naive((value as Record<string, unknown>)[key])}`).join(',')}}`;
}

describe('canonical JSON', () => {
  it('E3 is that of RFC 8785: its example of numbers and texts', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('E3 sorts keys by UTF-16 code units, as RFC 8785 shows', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const order = [...canonicalJson(value).matchAll(/:(\d)/g)].map(([, digit]) => Number(digit));
    expect(order).toEqual([2, 4, 6, 7, 1, 5, 3]);
  });

  it('E3 is the same for every order of keys, and reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = canonicalJson(value);
        expect(json).toBe(naive(value));
        expect(canonicalJson(JSON.parse(json))).toBe(json);
      }),
      { numRuns: 1_000 },
    );
    const wide = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`k${(index * 37) % 60}`, index]));
    expect(canonicalJson(wide)).toBe(naive(wide));
  });

  it('leaves undefined members out, and keeps different lone surrogates apart', () => {
    expect(canonicalJson({ a: undefined, b: 1, c: undefined })).toBe('{"b":1}');
    expect(canonicalJson('\ud800')).toBe('"\\ud800"');
    expect(canonicalJson('\ud801')).not.toBe(canonicalJson('\ud800'));
  });

  it('refuses what JSON cannot hold', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, [undefined], { a: () => 1 }, 1n, Symbol('x')]) {
      expect(() => canonicalJson(value)).toThrowError(
        expect.toSatisfy((e: unknown) => isDormouseError(e, 'INVALID_ARGUMENT')),
      );
    }
  });
});
