import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyJsonSchema, policySchema } from '../../src/schema';
import { issuesOf } from '../laws/support/hostile';
import { jsonMutation, mutated } from '../laws/support/mutate';
import { caseArbitrary } from '../oracle/generate';

const ajv = new Ajv({ strict: false, allErrors: false });
const validate = ajv.compile(policyJsonSchema);

/** The codes that tell of structure: whatever has one of them, the schema refuses too. */
const structural = new Set([
  'NOT_AN_OBJECT',
  'NOT_A_LIST',
  'NOT_A_TEXT',
  'NOT_A_BOOLEAN',
  'UNKNOWN_KEY',
  'MISSING_KEY',
  'UNKNOWN_VALUE',
  'EMPTY_LIST',
  'EMPTY_GROUP',
  'STAGE_ACTION',
  'AMBIGUOUS_NODE',
  'LEAF_AT_ROOT',
  'INVALID_NODE',
  'INVALID_GROUP',
  'INVALID_CONDITION_NAME',
  'INVALID_FACT',
  'INVALID_OPERATOR',
  'INVALID_PARAMS',
  'INVALID_NAME',
  'INVALID_PRIORITY',
]);

const controlTypes = ['DORMANT', 'CLOSED', 'SELL_ONLY', 'FROZEN', 'WATCHED', 'SEALED'];
const errorsOf = (document: unknown) => issuesOf(document, controlTypes).filter(({ severity }) => severity === 'error');

/** Puts `null` where a member may be absent, and what only people read. */
function decorated(policy: any, choices: readonly boolean[]): any {
  const copy = structuredClone(policy);
  let next = 0;
  const chosen = (): boolean => choices[next++ % choices.length] === true;
  const fill = (target: any, members: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(members)) if (target[key] === undefined && chosen()) target[key] = value;
  };
  fill(copy, {
    $schema: './policy.schema.json',
    title: 'A title',
    description: null,
    timeZone: null,
    meta: { team: 'identity', list: [1, null, 'x'] },
    appliesTo: { condition: 'known' },
    exempt: null,
    requirements: null,
  });
  for (const rule of copy.inactivity ?? []) {
    fill(rule, { when: null, counts: { types: null, failures: null }, neverActive: null, onReturn: null });
    for (const stage of rule.stages) fill(stage, { notify: null, control: null, notice: null });
  }
  for (const set of copy.requirements ?? []) {
    fill(set, { when: null });
    for (const item of set.require) {
      for (const demand of item.oneOf ?? [item]) fill(demand, { dueWithin: null, validFor: 'P1Y', onOverdue: null });
    }
  }
  return copy;
}

const policy: fc.Arbitrary<any> = fc
  .tuple(caseArbitrary, fc.nat(), fc.array(fc.boolean(), { minLength: 13, maxLength: 13 }))
  .map(([{ policies }, which, choices]) => decorated(policies[which % policies.length], choices));

/** A leaf with every note, and named and priced nodes. */
const noted = {
  id: 'noted',
  conditions: {
    both: {
      all: [
        {
          fact: 'attributes',
          path: '$.a.b[0].c-d',
          operator: 'equal',
          value: null,
          params: {},
          name: 'n',
          priority: 2,
        },
        { any: [{ not: { condition: 'other' } }], name: 'x' },
        {
          fact: 'attributes',
          path: '$.a',
          operator: 'greaterThan',
          value: { fact: 'attributes', path: '$.b', params: { x: 1 } },
        },
        { fact: 'labels', operator: 'someFact:in', value: ['a', 'b'] },
        { fact: 'attributes', path: '$[0]', operator: 'equal', value: { no: 'reference' } },
      ],
    },
    other: { not: { all: [{ fact: 'createdAt', operator: 'olderThan', value: 'P1Y6M2W3DT4H5M6S' }] } },
  },
};

describe('the JSON Schema of a policy', () => {
  it('C1 the schema itself is a valid schema of the draft 2020-12', () => {
    expect(policyJsonSchema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(ajv.validateSchema(policyJsonSchema)).toBe(true);
    expect(JSON.parse(JSON.stringify(policyJsonSchema))).toEqual(policyJsonSchema);
  });

  it('C1 the schema never refuses what the check accepts', () => {
    let accepted = 0;
    fc.assert(
      fc.property(policy, fc.option(jsonMutation), (valid, change) => {
        const document = change === null ? valid : mutated(valid, change);
        if (errorsOf(document).length > 0) return;
        accepted += 1;
        expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
        expect(policySchema.safeParse(document).error?.issues).toBeUndefined();
      }),
      { numRuns: 250 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('C1 every structural fault that the check reports, the schema refuses', () => {
    let refused = 0;
    fc.assert(
      fc.property(policy, jsonMutation, (valid, change) => {
        const document = mutated(valid, change);
        const faults = errorsOf(document).filter(({ code }) => structural.has(code));
        if (faults.length === 0) return;
        refused += 1;
        expect(validate(document), JSON.stringify(faults)).toBe(false);
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(80);
  });

  it('C1 the zod schema and the JSON Schema agree on every document', () => {
    fc.assert(
      fc.property(policy, fc.array(jsonMutation, { maxLength: 2 }), (valid, changes) => {
        // zod passes over a key `__proto__` of a record; the check refuses it, and so does the JSON Schema.
        fc.pre(changes.every(({ key }) => key !== '__proto__'));
        const document = changes.reduce<unknown>(mutated, valid);
        expect(policySchema.safeParse(document).success).toBe(validate(document));
      }),
      { numRuns: 120 },
    );
  });

  it('C1 the language has more than the generator uses: notes, params, references, every duration part', () => {
    expect(errorsOf(noted)).toEqual([]);
    expect(validate(noted), JSON.stringify(validate.errors)).toBe(true);
    expect(policySchema.safeParse(noted).success).toBe(true);
  });

  it.each<[string, (leaf: any) => void]>([
    [
      'a surplus key in a reference',
      (leaf) => {
        leaf.value = { fact: 'kind', operator: 'equal' };
      },
    ],
    [
      'a reference to no text',
      (leaf) => {
        leaf.value = { fact: 5 };
      },
    ],
    [
      'params that are null',
      (leaf) => {
        leaf.params = null;
      },
    ],
    [
      'a name that is null',
      (leaf) => {
        leaf.name = null;
      },
    ],
    [
      'a priority of 0',
      (leaf) => {
        leaf.priority = 0;
      },
    ],
    [
      'a priority of 1.5',
      (leaf) => {
        leaf.priority = 1.5;
      },
    ],
    [
      'a fact that is a number',
      (leaf) => {
        leaf.fact = 1;
      },
    ],
    [
      'an operator that is null',
      (leaf) => {
        leaf.operator = null;
      },
    ],
    [
      'no value',
      (leaf) => {
        delete leaf.value;
      },
    ],
    [
      'a group beside the comparison',
      (leaf) => {
        leaf.all = [{ ...leaf }];
      },
    ],
  ])('C1 refused by the check and by the schema: %s', (_, change) => {
    const leaf: any = { fact: 'kind', operator: 'equal', value: 'user' };
    change(leaf);
    const document = { id: 'p', appliesTo: { all: [leaf] } };
    expect(errorsOf(document)).not.toEqual([]);
    expect(validate(document)).toBe(false);
    expect(policySchema.safeParse(document).success).toBe(false);
  });
});
