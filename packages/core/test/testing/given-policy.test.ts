import { describe, expect, it } from 'vitest';
import { givenPolicy } from '../../src/testing/given-policy';
import { ladder } from '../engine/support';

const subject = { identity: { createdAt: '2026-01-01T00:00:00Z' } };

describe('givenPolicy', () => {
  it('compares the members that are expected', () => {
    const { thenExpect, evaluation } = givenPolicy(ladder).when(subject, '2026-02-01T00:00:00Z');
    expect(evaluation.status).toBe('APPROVED');
    thenExpect({ status: 'APPROVED', due: [{ action: 'notify', stageId: 'warn' }] });
    expect(() => thenExpect({ due: [] })).toThrow('due: expected [], got [');
    expect(() => thenExpect({ due: [{ stageId: 'dormant' }] })).toThrow('due: expected');
  });

  it('refuses what is no policy or no subject', () => {
    expect(() => givenPolicy({})).toThrow(expect.objectContaining({ code: 'INVALID_POLICY' }));
    const given = givenPolicy(ladder);
    expect(() => given.when({ identity: { createdAt: 'soon' } }, '2026-02-01T00:00:00Z')).toThrow(
      expect.objectContaining({ code: 'INVALID_CASE' }),
    );
  });
});
