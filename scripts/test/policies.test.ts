import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  builtInControlTypes,
  compilePolicies,
  evaluateCase,
  explain,
  type Issue,
  type PolicyDocument,
  parseSubject,
  type SubjectJson,
} from '../../packages/core/src/index';
import { checkPolicy } from '../../packages/core/src/policy/check-policy';
import { root } from '../workspace.mjs';

interface Case {
  readonly id: string;
  readonly at: string;
  readonly policies: readonly PolicyDocument[];
  readonly subject: SubjectJson;
}

const guide = readFileSync(join(root, 'docs', 'policies.md'), 'utf8').replaceAll('\r', '');

/** Every case of the guide, with the text that stands below it. */
const steps = [...guide.matchAll(/```json\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g)].map(
  ([, json = '', text = '']) => ({
    given: JSON.parse(json) as Case,
    said: text.trimEnd().split('\n'),
  }),
);

function issuesOf(policy: unknown): readonly Issue[] {
  const issues: Issue[] = [];
  const controlTypes = new Set(builtInControlTypes.map(({ type }) => type));
  checkPolicy(policy, '', { controlTypes, operators: new Map() }, issues);
  return issues;
}

describe('the guide to policies', () => {
  it('has a text below every case, and no other blocks', () => {
    expect(steps.map(({ given }) => given.id)).toEqual(['step-1', 'step-2', 'step-3', 'step-4', 'step-5']);
    expect([...guide.matchAll(/^```(\w*)$/gm)].map(([, language]) => language || 'end')).toEqual(
      steps.flatMap(() => ['json', 'end', 'text', 'end']),
    );
  });

  it.each(steps)('$given.id: its policies have no issue, not even a warning', ({ given }) => {
    expect(given.policies.flatMap(issuesOf)).toEqual([]);
  });

  it.each(steps)(
    '$given.id: the explanation says what the guide says, line by line in this order',
    ({ given, said }) => {
      expect(evaluateCase(given)).not.toHaveProperty('error');
      const set = compilePolicies({ policies: given.policies });
      const lines = explain(set, parseSubject(given.subject), given.at).text.split('\n');
      expect(lines.filter((line) => said.includes(line))).toEqual(said);
    },
  );

  it('the comparison that stands in the text is accepted', () => {
    const leaves = [...guide.matchAll(/`(\{ "fact"[^`]*)`/g)].map(([, json = '']) => JSON.parse(json) as unknown);
    expect(leaves).toHaveLength(1);
    expect(issuesOf({ id: 'p', attributes: { contract: 'string' }, appliesTo: { all: leaves } })).toEqual([]);
  });
});
