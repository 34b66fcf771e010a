import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePolicies, evaluateCase, isDormouseError, parseSubject } from '../../src/index';
import { caseArbitrary } from '../oracle/generate';
import { answerTo, caseOf, identity, issuesOf, LIMIT, milliseconds, range } from './support/hostile';
import { mutated, mutation } from './support/mutate';

const anything = fc.oneof(
  fc.anything({
    maxDepth: 4,
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
  fc.jsonValue(),
  fc.func(fc.anything()),
);

/** Runs a step that may refuse, but only in our own words. Answers whether it refused. */
function mayRefuse(step: () => unknown): boolean {
  try {
    step();
    return false;
  } catch (error) {
    if (isDormouseError(error)) return true;
    throw error;
  }
}

/** Every entry point, with anything in any place. */
function enter(doc: unknown): void {
  mayRefuse(() => issuesOf(doc));
  mayRefuse(() => compilePolicies(doc as never));
  mayRefuse(() => compilePolicies({ policies: [doc] }));
  mayRefuse(() => compilePolicies({ policies: [], settings: doc }));
  mayRefuse(() => compilePolicies({ policies: [], operators: [doc] as never }));
  mayRefuse(() => parseSubject(doc));
  mayRefuse(() => parseSubject({ identity: doc }));
  mayRefuse(() => parseSubject({ identity: { ...identity, attributes: doc }, activity: doc }));
  answerTo(doc);
  answerTo({ ...caseOf({}), policies: [{ id: 'p', meta: doc, appliesTo: doc }] });
  answerTo({ ...caseOf({}), subject: doc, settings: doc });
}

describe('§13 bad input', () => {
  it('§13 anything at all, anywhere, is refused with a typed error or accepted', () => {
    fc.assert(fc.property(anything, enter), { numRuns: 1_500 });
  });

  it('§13 a valid case with something strange in it is refused or answered, in time', () => {
    let answered = 0;
    let refused = 0;
    fc.assert(
      fc.property(caseArbitrary, fc.array(mutation, { minLength: 1, maxLength: 3 }), (doc, mutations) => {
        const strange = mutations.reduce<unknown>(mutated, doc);
        const answer = answerTo(strange);
        if (!('error' in answer)) answered += 1;
        else {
          refused += 1;
          expect(answer.error.code).toMatch(/^INVALID_/);
          expect(answer.error.issues.length).toBeGreaterThan(0);
          for (const { pointer, message, code } of answer.error.issues) {
            expect(pointer).toMatch(/^(?:\/|$)/);
            expect(message.length).toBeGreaterThan(5);
            expect(code).toMatch(/^[A-Z_]+$/);
          }
        }
        expect(milliseconds(() => evaluateCase(strange))).toBeLessThan(LIMIT);
      }),
      { numRuns: 500 },
    );
    expect(Math.min(answered, refused)).toBeGreaterThan(20);
  });

  it('§13 the answer to a mutated case is the same twice and changes nothing', () => {
    fc.assert(
      fc.property(caseArbitrary, mutation, (doc, change) => {
        const strange = JSON.parse(JSON.stringify(mutated(doc, { ...change, value: null })));
        const before = JSON.stringify(strange);
        expect(answerTo(strange)).toEqual(answerTo(JSON.parse(before)));
        expect(JSON.stringify(strange)).toBe(before);
      }),
      { numRuns: 80 },
    );
  });
});

/** A JSON value so many levels deep, made without recursion. */
function deep(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
}

const nested: readonly [string, unknown][] = [
  ['lists', deep(100_000, (inner) => [inner])],
  ['objects', deep(100_000, (inner) => ({ inner }))],
  ['groups', deep(100_000, (inner) => ({ all: [inner] }))],
  ['negations', deep(100_000, (not) => ({ not }))],
  ['controls', deep(100_000, (control) => ({ control }))],
];

describe('§13 depth, sharing and forbidden keys', () => {
  it.each(nested)('§13 a hundred thousand levels of %s are refused everywhere, at once', (_, value) => {
    const places: readonly object[] = [
      { ...caseOf({}), id: value },
      { ...caseOf({}), policies: value },
      { ...caseOf({}), policies: [value] },
      { ...caseOf({}), settings: value },
      { ...caseOf({}), settings: { controlTypes: value } },
      { ...caseOf({}), subject: value },
      caseOf({ policies: [{ id: 'p', meta: value }] }),
      caseOf({ policies: [{ id: 'p', meta: { value } }] }),
      caseOf({ policies: [{ id: 'p', attributes: { value } }] }),
      caseOf({ policies: [{ id: 'p', appliesTo: value, conditions: { value } }] }),
      caseOf({ policies: [{ id: 'p', appliesTo: { all: [{ fact: 'kind', operator: 'in', value }] } }] }),
      caseOf({ policies: [{ id: 'p', inactivity: [{ id: 'r', stages: value, when: value, neverActive: value }] }] }),
      caseOf({ policies: [{ id: 'p', requirements: [{ id: 's', require: [{ type: 'T', onOverdue: value }] }] }] }),
      caseOf({ subject: { identity: { ...identity, attributes: { value } } } }),
      caseOf({ subject: { identity: { ...identity, labels: value } } }),
      caseOf({
        subject: { activity: value, controls: value, requirements: value, exemptions: value, progress: value },
      }),
      caseOf({ subject: { requirements: [{ id: 'r', type: 'T', state: 'PENDING', onOverdue: value }] } }),
    ];
    for (const doc of places) {
      expect(answerTo(doc)).toHaveProperty('error');
      expect(milliseconds(() => answerTo(doc))).toBeLessThan(LIMIT);
    }
  });

  it('§13 a value whose parts are shared a billion times costs nothing', () => {
    const bomb = range(9, () => 0).reduce<unknown>((inner) => range(10, () => inner), ['x']);
    const places: readonly object[] = [
      { ...caseOf({}), policies: bomb },
      caseOf({ policies: [{ id: 'p', meta: { bomb } }] }),
      caseOf({ policies: [{ id: 'p', description: bomb, inactivity: bomb }] }),
      caseOf({ subject: { identity: { ...identity, attributes: { bomb } } } }),
      caseOf({ subject: { controls: bomb, progress: bomb } }),
      { ...caseOf({}), settings: { controlTypes: bomb } },
    ];
    for (const doc of places) {
      expect(answerTo(doc)).toHaveProperty('error');
      expect(milliseconds(() => answerTo(doc))).toBeLessThan(LIMIT);
    }
  });

  it('§13 a cycle is refused', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const list: unknown[] = [];
    list.push(list);
    for (const value of [cycle, list]) {
      expect(answerTo(value)).toHaveProperty('error');
      expect(answerTo({ ...caseOf({}), policies: [value] })).toHaveProperty('error');
      expect(answerTo({ ...caseOf({}), policies: value })).toHaveProperty('error');
      expect(answerTo({ ...caseOf({}), settings: { controlTypes: value } })).toHaveProperty('error');
      expect(answerTo(caseOf({ policies: [{ id: 'p', meta: { value } }] }))).toHaveProperty('error');
      expect(answerTo(caseOf({ subject: { identity: { ...identity, attributes: { value } } } }))).toHaveProperty(
        'error',
      );
    }
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    '§13 the key %s pollutes nothing, wherever it stands',
    (key) => {
      const named = (value: unknown): unknown => JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`);
      const polluted = named({ polluted: true, type: 'DORMANT', all: [] });
      const places: readonly object[] = [
        polluted as object,
        Object.assign(caseOf({}), { subject: polluted }),
        caseOf({ policies: [polluted, { id: 'p', meta: { polluted }, attributes: polluted, conditions: polluted }] }),
        caseOf({ settings: polluted as never }),
        caseOf({ subject: { activity: named({ success: { lastAt: '2025-01-01T00:00:00Z', count: 1 } }) } }),
        caseOf({ subject: { identity: { ...identity, attributes: polluted, labels: [key], kind: key, id: key } } }),
        caseOf({
          policies: [{ id: key, inactivity: [{ id: key, stages: [{ id: key, after: 'P1D', notify: key }] }] }],
          subject: { requirements: [{ id: key, type: key, state: 'PENDING', group: key }] },
        }),
      ];
      for (const doc of places) answerTo(doc);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  );

  it('§13 ids that are names of the language are ids like any other', () => {
    const names = ['constructor', '__proto__', 'toString', 'valueOf'];
    for (const name of names) {
      const policies = [
        { id: name, inactivity: [{ id: name, stages: [{ id: name, after: 'P1D', notify: name }] }] },
        { id: 'sets', requirements: [{ id: name, require: [{ type: name }] }] },
      ];
      const subject = { activity: JSON.parse(`{"${name}":{"success":{"lastAt":"2025-12-01T00:00:00Z","count":1}}}`) };
      const answer = answerTo(caseOf({ policies, subject }));
      expect(answer).toMatchObject({
        status: 'PENDING',
        due: [
          { policyId: name, ruleId: name, stageId: name, action: 'notify' },
          { policyId: 'sets', setId: name, type: name, action: 'open' },
        ],
        statusDetails: { pendingRequirements: [`sets/${name}/${name}`] },
      });
    }
  });

  it('§13 objects that JSON does not know are refused', () => {
    const strangers = [Object(1n), new Map([['a', 1n]]), new Date(Number.NaN), new Date(0), new (class Own {})(), /x/];
    for (const value of strangers) {
      expect(answerTo(caseOf({ policies: [{ id: 'p', meta: { value } }] }))).toHaveProperty('error');
      expect(answerTo(caseOf({ policies: [{ id: 'p', meta: value }] }))).toHaveProperty('error');
      expect(
        answerTo(caseOf({ subject: { identity: { ...identity, attributes: { value: [value] } } } })),
      ).toHaveProperty('error');
    }
  });

  it('§13 huge texts, lone surrogates and control characters', () => {
    const huge = 'x'.repeat(5_000_000);
    const docs = ['\ud800', 'a\u0000b', '\u009f', '', huge].flatMap((text) => [
      caseOf({ policies: [{ id: text }] }),
      caseOf({
        policies: [{ id: 'p', inactivity: [{ id: text, stages: [{ id: text, after: text, notify: text }] }] }],
      }),
      caseOf({ subject: { identity: { ...identity, kind: text } } }),
      caseOf({ subject: { activity: { [text]: {} } } }),
      caseOf({ subject: { reactivatedAt: text, controls: [{ id: text, type: text }] } }),
      caseOf({ settings: { resolution: text, timeZone: text, controlTypes: [{ type: text }] } }),
      caseOf({ policies: [{ id: 'p', timeZone: text === '' ? 'x' : text }] }),
      { ...caseOf({}), at: text },
    ]);
    for (const doc of docs) {
      expect(answerTo(doc)).toHaveProperty('error');
      expect(milliseconds(() => answerTo(doc))).toBeLessThan(LIMIT);
      // What is reported stays readable: hostile texts are cut.
      expect(JSON.stringify(answerTo(doc)).length).toBeLessThan(5_000_000 + 20_000);
    }
  });

  it('§13 names that double forty times are judged once', () => {
    const conditions: Record<string, unknown> = {
      c0: { all: [{ fact: 'createdAt', operator: 'youngerThan', value: 'P9Y' }] },
    };
    for (let level = 1; level <= 40; level += 1) {
      const before = { condition: `c${level - 1}` };
      conditions[`c${level}`] = level % 2 === 0 ? { all: [before, before] } : { any: [before, before] };
    }
    const stages = [{ id: 's', after: 'P1D', notify: 'mail' }];
    const doc = caseOf({
      policies: [{ id: 'p', conditions, inactivity: [{ id: 'r', when: { condition: 'c40' }, stages }] }],
    });
    expect(milliseconds(() => answerTo(doc))).toBeLessThan(LIMIT);
    expect(answerTo(doc)).toMatchObject({ validUntil: '2029-01-01T00:00:00.000Z', due: [{ stageId: 's' }] });
  });
});
