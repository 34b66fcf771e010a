import { jsonRoundTrip, storageContract } from '@dormouse/core/testing';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../src/memory-storage';
import { faults } from './faults';

describe('the storage contract on memory', () => {
  for (const { law, name, run } of storageContract) it(`${law}: ${name}`, () => run(async () => memoryStorage()));
});

describe('the storage contract on memory, with every record through JSON', () => {
  for (const { law, name, run } of storageContract) {
    it(`${law}: ${name}`, () => run(async () => jsonRoundTrip(memoryStorage())));
  }
});

describe('the storage contract itself', () => {
  it('has cases with names of their own', () => {
    expect(new Set(storageContract.map(({ name }) => name)).size).toBe(storageContract.length);
  });

  for (const [fault, breakIt] of faults) {
    it(`finds a storage that ${fault}`, async () => {
      const outcomes = await Promise.allSettled(
        storageContract.map(({ run }) => run(async () => breakIt(memoryStorage()))),
      );
      const broken = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(broken).not.toEqual([]);
      expect(broken.every((error) => error instanceof Error && error.message.length > 0)).toBe(true);
      expect(broken.length).toBeLessThan(storageContract.length);
    });
  }
});
