import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSha256 } from '../../src/model/sha256';

const sha256 = createSha256();
const reference = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('SHA-256', () => {
  it('gives the digests of FIPS 180-4', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('agrees with the platform at every length around the blocks', () => {
    for (let length = 0; length <= 200; length++) {
      for (const sign of ['a', 'é', '€', '😀'])
        expect(sha256(sign.repeat(length))).toBe(reference(sign.repeat(length)));
    }
  });

  it('agrees with the platform on random texts, lone surrogates too', () => {
    const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 });
    fc.assert(
      fc.property(anyUnits, (units) => {
        const text = String.fromCharCode(...units);
        expect(sha256(text)).toBe(reference(text));
      }),
      { numRuns: 2_000 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => sha256(text) === reference(text)));
  });

  it('agrees on texts beyond the kept buffer, and afterwards on short ones', () => {
    const large = 'Gießkanne 😀 '.repeat(20_000);
    expect(sha256(large)).toBe(reference(large));
    expect(sha256('abc')).toBe(reference('abc'));
  });
});
