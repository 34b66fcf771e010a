import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import type { JsonObject } from '../../src/model/json';
import { put, readOne } from '../../src/testing/contract/drive';
import { identity, stored, subject } from '../../src/testing/contract/records';
import { flaky } from '../../src/testing/flaky';
import { jsonRoundTrip } from '../../src/testing/json-round-trip';
import { manualClock } from '../../src/testing/manual-clock';

describe('manualClock', () => {
  it('stands still until it is moved, on or back', () => {
    const clock = manualClock('2026-01-01T00:00:00Z');
    clock.advance(1_500);
    expect(clock.read().toISOString()).toBe('2026-01-01T00:00:01.500Z');
    clock.set('2025-01-01T00:00:00Z');
    expect(clock.now()).toBe(Date.parse('2025-01-01T00:00:00Z'));
  });

  it('refuses what is no instant, and stays', () => {
    const clock = manualClock('2026-01-01T00:00:00Z');
    const refusal = expect.objectContaining({ code: 'INVALID_INSTANT' });
    for (const step of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e16])
      expect(() => clock.advance(step)).toThrow(refusal);
    expect(() => clock.set('soon')).toThrow(refusal);
    expect(() => manualClock('soon')).toThrow(refusal);
    expect(clock.read().toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });
});

describe('flaky', () => {
  it('fails once, before or after the write that it is told', async () => {
    const inner = memoryStorage();
    const before = flaky(inner, { failBefore: 2 });
    await put(before, stored('a'));
    await expect(put(before, stored('b'))).rejects.toThrow('before write 2');
    expect(await readOne(before, 'b')).toBeNull();
    await put(before, stored('b'));
    const after = flaky(inner, { failAfter: 1 });
    await expect(put(after, stored('c'))).rejects.toThrow('after write 1');
    expect(await readOne(after, 'c')).not.toBeNull();
  });
});

describe('jsonRoundTrip', () => {
  it('keeps an expiry of never', async () => {
    const storage = jsonRoundTrip(memoryStorage());
    await put(storage, stored('a'));
    expect((await readOne(storage, 'a'))?.expiresAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('refuses a record that is no plain data, and writes nothing', async () => {
    const storage = jsonRoundTrip(memoryStorage());
    for (const odd of [new Date(0), new Map(), Number.NaN, 1n, () => 0]) {
      const attributes = { odd } as unknown as JsonObject;
      const record = stored('a', { subject: subject('a', { identity: identity('a', { attributes }) }) });
      await expect(put(storage, record)).rejects.toThrow();
    }
    expect(await readOne(storage, 'a')).toBeNull();
  });
});
