import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayEnglish } from '../../src/evaluate/english';
import { listOf, plainText } from '../../src/evaluate/plain-text';
import { sayIn } from '../../src/evaluate/say-instant';
import { compilePolicies, explain, parseSubject } from '../../src/index';
import { dormant, type Situation, situations, workforce } from './support/situations';

function explained({ at = '2026-03-01T00:00:00Z', policies = [workforce], settings = {}, subject = {} }: Situation) {
  const set = compilePolicies({ policies: policies as never, settings });
  const { identity, ...rest } = subject;
  const who = { accountId: 'acme', id: 'u-1', kind: 'user', createdAt: '2025-01-01T00:00:00Z', ...identity };
  return explain(set, parseSubject({ ...rest, identity: who } as never, [...set.controlTypes.values()]), at);
}

const byName = situations.map((situation) => [situation.name, situation] as const);

describe('explain', () => {
  it('V1 is shown in at least 30 situations', () => {
    expect(new Set(situations.map(({ name }) => name)).size).toBe(situations.length);
    expect(situations.length).toBeGreaterThanOrEqual(30);
  });

  it.each(byName)('V1 explains: %s', async (name, situation) => {
    const file = join(import.meta.dirname, 'explanations', `${name.replaceAll(/[^a-z]+/g, '-')}.txt`);
    await expect(`${explained(situation).text}\n`).toMatchFileSnapshot(file);
  });

  it.each(byName)('V1 every sentence comes from the data of the result: %s', (_, situation) => {
    const { text, sentences } = explained(situation);
    const zone = situation.settings?.timeZone ?? 'UTC';
    // What survives JSON is data, and it is all that the text needs. Only never has no JSON.
    const never = (_key: string, value: unknown) => (value === Number.POSITIVE_INFINITY ? 'Infinity' : value);
    const revive = (_key: string, value: unknown) => (value === 'Infinity' ? Number.POSITIVE_INFINITY : value);
    const copy: typeof sentences = JSON.parse(JSON.stringify(sentences, never), revive);
    expect(copy.map((sentence) => sayEnglish(sentence, sayIn(zone))).join('\n')).toBe(text);
  });

  it('V1 names from outside stay on their line, whatever they hold', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(name, name, (title, who) => {
        const subject = { identity: { name: who } };
        const { text, sentences } = explained({ name: '', policies: [{ ...workforce, title }], subject });
        expect(text.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(sentences.length);
      }),
      { numRuns: 60 },
    );
    expect(plainText('<b>bob</b> & co')).toBe('<b>bob</b> & co');
    expect(plainText('a\u0000b\u202Ec\nd')).toBe('a\uFFFDb\uFFFDc\uFFFDd');
    expect(plainText('x'.repeat(500))).toBe(`${'x'.repeat(200)}…`);
    expect(plainText('שלום')).toBe('\u2068שלום\u2069');
    expect([['a'], ['a', 'b'], ['a', 'b', 'c'], [...'abcdefgh']].map((names) => listOf(names))).toEqual([
      'a',
      'a and b',
      'a, b and c',
      'a, b, c, d, e and 3 more',
    ]);
  });

  it('V1 a great many policies and stages are counted, and not all said', () => {
    const stages = Array.from({ length: 100 }, (_, index) => ({
      id: `s${index}`,
      after: `P${index + 1}D`,
      ...(index % 2 === 1 ? { control: dormant } : { notify: 'mail' }),
    }));
    const policies = Array.from({ length: 100 }, (_, index) => ({
      id: `p${index}`,
      inactivity: [{ id: 'r', stages }],
    }));
    const { text, sentences, evaluation } = explained({ name: '', policies });
    expect(evaluation.policies.flatMap((outcome) => (outcome.applies === 'true' ? outcome.stages : []))).toHaveLength(
      10_000,
    );
    expect(sentences.length).toBeLessThan(520);
    const told = sentences.filter(({ kind }) => kind === 'policy').length;
    expect(text).toContain(`There is more: ${100 - told} policies`);
  });
});
