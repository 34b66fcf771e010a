import { describe, expect, it } from 'vitest';
import { compilePolicies, isDormouseError } from '../../src/index';
import { issuesOf } from '../laws/support/hostile';

const isUser = { all: [{ fact: 'kind', operator: 'equal', value: 'user' }] };
const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };

/** A policy that uses every part of the language, and has no issue at all. */
const sound = (): any => ({
  $schema: './policy.schema.json',
  id: 'workforce',
  title: 'Workforce accounts',
  description: 'Everybody who works here.',
  timeZone: 'Europe/Berlin',
  attributes: { contract: 'string', risk: 'number', vip: 'boolean', joined: 'instant', tags: 'list' },
  conditions: { isUser, isVip: { any: [{ fact: 'attributes', path: '$.vip', operator: 'equal', value: true }] } },
  appliesTo: { condition: 'isUser' },
  inactivity: [
    {
      id: 'contractors',
      when: { all: [{ fact: 'attributes', path: '$.contract', operator: 'equal', value: 'external' }] },
      counts: { types: ['login', 'token'], failures: true },
      neverActive: { stages: [{ id: 'unused', after: 'P14D', control: dormant }] },
      stages: [
        { id: 'warn', after: 'P30D', notify: 'mail' },
        { id: 'dormant', after: 'P45D', control: dormant },
        { id: 'close', after: 'P1Y', control: { type: 'CLOSED', reasonCode: 'INACTIVITY' }, notice: 'none' },
      ],
      onReturn: { require: ['ID_VERIFICATION'] },
    },
    {
      id: 'everyone',
      neverActive: 'ignore',
      stages: [{ id: 'dormant', after: 'P90D', control: dormant }],
      onReturn: 'lift',
    },
  ],
  exempt: [{ id: 'vip', when: { condition: 'isVip' }, reason: 'r', owner: 'secops', reviewBy: '2027-01-31T00:00:00Z' }],
  requirements: [
    {
      id: 'kyc',
      when: isUser,
      require: [
        {
          type: 'ID_VERIFICATION',
          dueWithin: 'P30D',
          validFor: 'P2Y',
          renewalGrace: 'P30D',
          onOverdue: { control: dormant },
          whilePending: 'block',
        },
        {
          oneOf: [
            { type: 'PROOF_OF_ADDRESS', onOverdue: 'WAIT' },
            { type: 'BANK_STATEMENT', onOverdue: 'DENY' },
          ],
        },
      ],
    },
  ],
  meta: { anything: ['goes', 1, true, null, { here: {} }] },
});

type Expected = readonly (readonly [code: string, pointer: string])[];
type Fault = readonly [what: string, change: (policy: any) => unknown, ...expected: Expected];

const R0 = '/inactivity/0';
const S0 = `${R0}/stages/0`;
const Q0 = '/requirements/0/require/0';

/** Deletes a member, as a change. */
const without = (at: (policy: any) => any, key: string) => (policy: any) => {
  delete at(policy)[key];
};
const rule = (policy: any): any => policy.inactivity[0];
const stage = (policy: any): any => rule(policy).stages[0];
const set = (policy: any): any => policy.requirements[0];
const demand = (policy: any): any => set(policy).require[0];
const leaf = (policy: any): any => rule(policy).when.all[0];

const shapeFaults: readonly Fault[] = [
  ['no object', () => 'policy', ['NOT_AN_OBJECT', '']],
  ['a list', () => [], ['NOT_AN_OBJECT', '']],
  ['null', () => null, ['NOT_AN_OBJECT', '']],
  ['a number', () => 5, ['NOT_AN_OBJECT', '']],
  ['no id', without((p) => p, 'id'), ['MISSING_KEY', '/id']],
  [
    'an id that is no text',
    (p) => {
      p.id = 5;
    },
    ['INVALID_ID', '/id'],
  ],
  [
    'an id that is null',
    (p) => {
      p.id = null;
    },
    ['INVALID_ID', '/id'],
  ],
  [
    'an empty id',
    (p) => {
      p.id = '';
    },
    ['INVALID_ID', '/id'],
  ],
  [
    'an id of 257 characters',
    (p) => {
      p.id = 'x'.repeat(257);
    },
    ['INVALID_ID', '/id'],
  ],
  [
    'an id with a control character',
    (p) => {
      p.id = 'a\nb';
    },
    ['INVALID_ID', '/id'],
  ],
  [
    'an id with half a character',
    (p) => {
      p.id = 'a\ud800';
    },
    ['INVALID_ID', '/id'],
  ],
  [
    'an unknown key',
    (p) => {
      p.inactive = [];
    },
    ['UNKNOWN_KEY', '/inactive'],
  ],
  [
    'an unknown key with a slash and a tilde',
    (p) => {
      p['a/b~c'] = 1;
    },
    ['UNKNOWN_KEY', '/a~1b~0c'],
  ],
  [
    'a schema that is no text',
    (p) => {
      p.$schema = {};
    },
    ['NOT_A_TEXT', '/$schema'],
  ],
  [
    'a title that is no text',
    (p) => {
      p.title = 1;
    },
    ['NOT_A_TEXT', '/title'],
  ],
  [
    'a title that is too long',
    (p) => {
      p.title = 'x'.repeat(2_001);
    },
    ['TEXT_TOO_LONG', '/title'],
  ],
  [
    'a description that is no text',
    (p) => {
      p.description = ['x'];
    },
    ['NOT_A_TEXT', '/description'],
  ],
  [
    'a zone that does not exist',
    (p) => {
      p.timeZone = 'Europe/Bonn';
    },
    ['INVALID_TIME_ZONE', '/timeZone'],
  ],
  [
    'an offset as zone',
    (p) => {
      p.timeZone = '+02:00';
    },
    ['INVALID_TIME_ZONE', '/timeZone'],
  ],
  [
    'a zone that is no text',
    (p) => {
      p.timeZone = 2;
    },
    ['INVALID_TIME_ZONE', '/timeZone'],
  ],
  [
    'attributes that are a list',
    (p) => {
      p.attributes = ['risk'];
    },
    ['NOT_AN_OBJECT', '/attributes'],
  ],
  [
    'an attribute of an unknown type',
    (p) => {
      p.attributes.risk = 'integer';
    },
    ['UNKNOWN_VALUE', '/attributes/risk'],
  ],
  [
    'an attribute without a type',
    (p) => {
      p.attributes.risk = null;
    },
    ['UNKNOWN_VALUE', '/attributes/risk'],
  ],
  [
    'meta that is a list',
    (p) => {
      p.meta = [];
    },
    ['NOT_AN_OBJECT', '/meta'],
  ],
  [
    'meta with a forbidden key',
    (p) => {
      p.meta = JSON.parse('{"a":{"__proto__":1}}');
    },
    ['FORBIDDEN_KEY', '/meta'],
  ],
  [
    'meta with a function',
    (p) => {
      p.meta.run = () => 1;
    },
    ['NOT_JSON', '/meta'],
  ],
  [
    'meta of 17 levels',
    (p) => {
      p.meta = Array.from({ length: 16 }).reduce((inner) => ({ inner }), {});
    },
    ['DATA_TOO_DEEP', '/meta'],
  ],
  [
    'meta of more than 64 KiB',
    (p) => {
      p.meta = { text: 'x'.repeat(65_536) };
    },
    ['DATA_TOO_LARGE', '/meta'],
  ],
  [
    'rules that are no list',
    (p) => {
      p.inactivity = {};
    },
    ['NOT_A_LIST', '/inactivity'],
  ],
  [
    'too many rules',
    (p) => {
      p.inactivity = Array.from({ length: 1_001 }, (_, i) => ({ id: `r${i}`, stages: [] }));
    },
    ['LIST_TOO_LONG', '/inactivity'],
  ],
  [
    'a rule that is no object',
    (p) => {
      p.inactivity[1] = 'everyone';
    },
    ['NOT_AN_OBJECT', '/inactivity/1'],
  ],
  [
    'a rule that is null',
    (p) => {
      p.inactivity[1] = null;
    },
    ['NOT_AN_OBJECT', '/inactivity/1'],
  ],
];

const ruleFaults: readonly Fault[] = [
  ['a rule without id', without(rule, 'id'), ['MISSING_KEY', `${R0}/id`]],
  ['a rule without stages', without(rule, 'stages'), ['MISSING_KEY', `${R0}/stages`]],
  [
    'a rule with an unknown key',
    (p) => {
      rule(p).priority = 1;
    },
    ['UNKNOWN_KEY', `${R0}/priority`],
  ],
  [
    'two rules with one id',
    (p) => {
      p.inactivity[1].id = 'contractors';
    },
    ['DUPLICATE_ID', '/inactivity/1/id'],
  ],
  [
    'counts that are a list',
    (p) => {
      rule(p).counts = ['login'];
    },
    ['NOT_AN_OBJECT', `${R0}/counts`],
  ],
  [
    'counted types that are a text',
    (p) => {
      rule(p).counts.types = 'login';
    },
    ['NOT_A_LIST', `${R0}/counts/types`],
  ],
  [
    'a counted type that is no text',
    (p) => {
      rule(p).counts.types[1] = 7;
    },
    ['INVALID_ID', `${R0}/counts/types/1`],
  ],
  [
    'failures that are a text',
    (p) => {
      rule(p).counts.failures = 'yes';
    },
    ['NOT_A_BOOLEAN', `${R0}/counts/failures`],
  ],
  [
    'an unknown key in counts',
    (p) => {
      rule(p).counts.failure = true;
    },
    ['UNKNOWN_KEY', `${R0}/counts/failure`],
  ],
  [
    'an unknown word for neverActive',
    (p) => {
      rule(p).neverActive = 'never';
    },
    ['UNKNOWN_VALUE', `${R0}/neverActive`],
  ],
  [
    'neverActive that is true',
    (p) => {
      rule(p).neverActive = true;
    },
    ['NOT_AN_OBJECT', `${R0}/neverActive`],
  ],
  [
    'neverActive without stages',
    (p) => {
      rule(p).neverActive = {};
    },
    ['MISSING_KEY', `${R0}/neverActive/stages`],
  ],
  [
    'an unknown word for onReturn',
    (p) => {
      rule(p).onReturn = 'drop';
    },
    ['UNKNOWN_VALUE', `${R0}/onReturn`],
  ],
  [
    'onReturn without require',
    (p) => {
      rule(p).onReturn = {};
    },
    ['MISSING_KEY', `${R0}/onReturn/require`],
  ],
  [
    'onReturn that requires a text',
    (p) => {
      rule(p).onReturn = { require: 'X' };
    },
    ['NOT_A_LIST', `${R0}/onReturn/require`],
  ],
  [
    'stages that are an object',
    (p) => {
      rule(p).stages = {};
    },
    ['NOT_A_LIST', `${R0}/stages`],
  ],
  [
    '101 stages',
    (p) => {
      rule(p).stages = Array.from({ length: 101 }, (_, i) => ({ id: `s${i}`, after: `P${i}D`, notify: 'n' }));
    },
    ['LIST_TOO_LONG', `${R0}/stages`],
  ],
  [
    'a stage that is a text',
    (p) => {
      rule(p).stages[0] = 'warn';
    },
    ['NOT_AN_OBJECT', S0],
  ],
  ['a stage without id', without(stage, 'id'), ['MISSING_KEY', `${S0}/id`]],
  ['a stage without after', without(stage, 'after'), ['MISSING_KEY', `${S0}/after`]],
  ['a stage with neither action', without(stage, 'notify'), ['STAGE_ACTION', S0]],
  [
    'a stage with both actions',
    (p) => {
      stage(p).control = dormant;
    },
    ['STAGE_ACTION', S0],
  ],
  [
    'a stage whose only action is null',
    (p) => {
      stage(p).notify = null;
    },
    ['STAGE_ACTION', S0],
  ],
  [
    'a stage with an unknown key',
    (p) => {
      stage(p).action = 'x';
    },
    ['UNKNOWN_KEY', `${S0}/action`],
  ],
  [
    'a notice word that does not exist',
    (p) => {
      stage(p).notice = 'some';
    },
    ['UNKNOWN_VALUE', `${S0}/notice`],
  ],
  [
    'a template that is no text',
    (p) => {
      stage(p).notify = { template: 5 };
    },
    ['INVALID_ID', `${S0}/notify/template`],
  ],
  [
    'a duration that is a number',
    (p) => {
      stage(p).after = 30;
    },
    ['INVALID_DURATION', `${S0}/after`],
  ],
  [
    'a negative duration',
    (p) => {
      stage(p).after = '-P30D';
    },
    ['INVALID_DURATION', `${S0}/after`],
  ],
  [
    'a duration with a fraction',
    (p) => {
      stage(p).after = 'P0.5D';
    },
    ['INVALID_DURATION', `${S0}/after`],
  ],
  [
    'a duration of more than 1,000 years',
    (p) => {
      rule(p).stages[2].after = 'P1001Y';
    },
    ['INVALID_DURATION', `${R0}/stages/2/after`],
  ],
  [
    'an empty duration',
    (p) => {
      stage(p).after = 'P';
    },
    ['INVALID_DURATION', `${S0}/after`],
  ],
  [
    'a control type that is not known',
    (p) => {
      rule(p).stages[1].control = { type: 'FROZEN', reasonCode: 'X' };
    },
    ['UNKNOWN_CONTROL_TYPE', `${R0}/stages/1/control/type`],
  ],
  [
    'a control without type',
    (p) => {
      rule(p).stages[1].control = { reasonCode: 'X' };
    },
    ['MISSING_KEY', `${R0}/stages/1/control/type`],
  ],
  [
    'a control without reason code',
    (p) => {
      rule(p).stages[1].control = { type: 'DORMANT' };
    },
    ['MISSING_KEY', `${R0}/stages/1/control/reasonCode`],
  ],
  [
    'a control that is a text',
    (p) => {
      rule(p).stages[1].control = 'DORMANT';
    },
    ['NOT_AN_OBJECT', `${R0}/stages/1/control`],
  ],
  [
    'two stages with one id',
    (p) => {
      rule(p).stages[2].id = 'warn';
    },
    ['DUPLICATE_ID', `${R0}/stages/2/id`],
  ],
  [
    'one id in both lists of a rule',
    (p) => {
      rule(p).neverActive.stages[0].id = 'warn';
    },
    ['DUPLICATE_ID', `${R0}/neverActive/stages/0/id`],
  ],
  [
    'equal durations',
    (p) => {
      rule(p).stages[1].after = 'P30D';
    },
    ['STAGES_NOT_ASCENDING', `${R0}/stages/1/after`],
  ],
  [
    'descending durations',
    (p) => {
      rule(p).stages[1].after = 'P2Y';
    },
    ['STAGES_NOT_ASCENDING', `${R0}/stages/2/after`],
  ],
  [
    'days before a month that can be as short',
    (p) => {
      rule(p).stages[1].after = 'P1M';
    },
    ['STAGES_NOT_ASCENDING', `${R0}/stages/1/after`],
  ],
  [
    'a year before its 365 days',
    (p) => {
      rule(p).stages.splice(2, 0, { id: 'x', after: 'P365D', notify: 'n' });
    },
    ['STAGES_NOT_ASCENDING', `${R0}/stages/3/after`],
  ],
  [
    'a day before its 24 hours, in a zone',
    (p) => {
      rule(p).stages.splice(0, 1, { id: 'w', after: 'P1D', notify: 'n' }, { id: 'v', after: 'PT25H', notify: 'n' });
    },
    ['STAGES_NOT_ASCENDING', `${R0}/stages/1/after`],
  ],
  [
    'stages of the never active that do not ascend',
    (p) => {
      rule(p).neverActive.stages.push({ id: 'u2', after: 'P1D', control: dormant });
    },
    ['STAGES_NOT_ASCENDING', `${R0}/neverActive/stages/1/after`],
  ],
];

const otherFaults: readonly Fault[] = [
  [
    'a condition that is a text',
    (p) => {
      p.appliesTo = 'all';
    },
    ['INVALID_NODE', '/appliesTo'],
  ],
  [
    'a bare comparison',
    (p) => {
      rule(p).when = leaf(p);
    },
    ['LEAF_AT_ROOT', `${R0}/when`],
  ],
  [
    'an empty group',
    (p) => {
      rule(p).when = { any: [] };
    },
    ['EMPTY_GROUP', `${R0}/when/any`],
  ],
  [
    'a node with all and any',
    (p) => {
      rule(p).when.any = rule(p).when.all;
    },
    ['AMBIGUOUS_NODE', `${R0}/when`],
  ],
  [
    'an unknown operator',
    (p) => {
      leaf(p).operator = 'equals';
    },
    ['UNKNOWN_OPERATOR', `${R0}/when/all/0/operator`],
  ],
  [
    'an unknown fact',
    (p) => {
      rule(p).when.all[0] = { fact: 'colour', operator: 'equal', value: 'x' };
    },
    ['UNKNOWN_FACT', `${R0}/when/all/0/fact`],
  ],
  [
    'status as a fact',
    (p) => {
      rule(p).when.all[0] = { fact: 'status', operator: 'equal', value: 'x' };
    },
    ['UNKNOWN_FACT', `${R0}/when/all/0/fact`],
  ],
  [
    'now as a fact',
    (p) => {
      rule(p).when.all[0] = { fact: 'now', operator: 'before', value: '2026-01-01T00:00:00Z' };
    },
    ['UNKNOWN_FACT', `${R0}/when/all/0/fact`],
  ],
  ['a comparison without value', without(leaf, 'value'), ['MISSING_KEY', `${R0}/when/all/0/value`]],
  ['a comparison without operator', without(leaf, 'operator'), ['MISSING_KEY', `${R0}/when/all/0/operator`]],
  [
    'a path that is none',
    (p) => {
      leaf(p).path = 'contract';
    },
    ['INVALID_PATH', `${R0}/when/all/0/path`],
  ],
  [
    'an attribute against its declaration',
    (p) => {
      leaf(p).operator = 'greaterThan';
      leaf(p).value = 5;
    },
    ['ATTRIBUTE_TYPE_MISMATCH', `${R0}/when/all/0/operator`],
  ],
  [
    'an unknown named condition',
    (p) => {
      p.appliesTo = { condition: 'nobody' };
    },
    ['UNKNOWN_CONDITION', '/appliesTo/condition'],
  ],
  [
    'a condition that names itself',
    (p) => {
      p.conditions.isUser = { not: { condition: 'isUser' } };
    },
    ['CYCLIC_CONDITION', '/conditions/isUser'],
  ],
  [
    'named conditions that are a list',
    (p) => {
      p.conditions = [isUser];
      p.appliesTo = isUser;
      p.exempt = [];
    },
    ['NOT_AN_OBJECT', '/conditions'],
  ],
  [
    'a forbidden name',
    (p) => {
      Object.defineProperty(p.conditions, '__proto__', { value: isUser, enumerable: true });
    },
    ['FORBIDDEN_KEY', '/conditions/__proto__'],
  ],
  [
    'exemptions that are an object',
    (p) => {
      p.exempt = {};
    },
    ['NOT_A_LIST', '/exempt'],
  ],
  ['an exemption without condition', without((p) => p.exempt[0], 'when'), ['MISSING_KEY', '/exempt/0/when']],
  [
    'an exemption with a null condition',
    (p) => {
      p.exempt[0].when = null;
    },
    ['INVALID_NODE', '/exempt/0/when'],
  ],
  ['an exemption without id', without((p) => p.exempt[0], 'id'), ['MISSING_KEY', '/exempt/0/id']],
  [
    'two exemptions with one id',
    (p) => {
      p.exempt.push(p.exempt[0]);
    },
    ['DUPLICATE_ID', '/exempt/1/id'],
  ],
  [
    'a review on no date',
    (p) => {
      p.exempt[0].reviewBy = '2027-02-30T00:00:00Z';
    },
    ['INVALID_INSTANT', '/exempt/0/reviewBy'],
  ],
  [
    'a review without an offset',
    (p) => {
      p.exempt[0].reviewBy = '2027-01-31T00:00:00';
    },
    ['INVALID_INSTANT', '/exempt/0/reviewBy'],
  ],
  [
    'an owner that is no text',
    (p) => {
      p.exempt[0].owner = 5;
    },
    ['INVALID_ID', '/exempt/0/owner'],
  ],
  [
    'a reason that is too long',
    (p) => {
      p.exempt[0].reason = 'x'.repeat(2_001);
    },
    ['TEXT_TOO_LONG', '/exempt/0/reason'],
  ],
  [
    'sets that are no list',
    (p) => {
      p.requirements = 'kyc';
    },
    ['NOT_A_LIST', '/requirements'],
  ],
  ['a set without id', without(set, 'id'), ['MISSING_KEY', '/requirements/0/id']],
  ['a set that requires nothing at all', without(set, 'require'), ['MISSING_KEY', '/requirements/0/require']],
  [
    'two sets with one id',
    (p) => {
      p.requirements.push({ id: 'kyc', require: [] });
    },
    ['DUPLICATE_ID', '/requirements/1/id'],
  ],
  [
    'a demand that is a text',
    (p) => {
      set(p).require[0] = 'KYC';
    },
    ['NOT_AN_OBJECT', Q0],
  ],
  ['a demand without type', without(demand, 'type'), ['MISSING_KEY', `${Q0}/type`]],
  [
    'a demand with an unknown key',
    (p) => {
      demand(p).due = 'P1D';
    },
    ['UNKNOWN_KEY', `${Q0}/due`],
  ],
  [
    'a due date that is no duration',
    (p) => {
      demand(p).dueWithin = '30 days';
    },
    ['INVALID_DURATION', `${Q0}/dueWithin`],
  ],
  [
    'a validity that is no duration',
    (p) => {
      demand(p).validFor = 2;
    },
    ['INVALID_DURATION', `${Q0}/validFor`],
  ],
  [
    'a grace that is no duration',
    (p) => {
      demand(p).renewalGrace = 'PT';
    },
    ['INVALID_DURATION', `${Q0}/renewalGrace`],
  ],
  [
    'an unknown word for onOverdue',
    (p) => {
      demand(p).onOverdue = 'deny';
    },
    ['UNKNOWN_VALUE', `${Q0}/onOverdue`],
  ],
  [
    'onOverdue without control',
    (p) => {
      demand(p).onOverdue = {};
    },
    ['MISSING_KEY', `${Q0}/onOverdue/control`],
  ],
  [
    'onOverdue with an unknown type',
    (p) => {
      demand(p).onOverdue.control = { type: 'X', reasonCode: 'Y' };
    },
    ['UNKNOWN_CONTROL_TYPE', `${Q0}/onOverdue/control/type`],
  ],
  [
    'an unknown word for whilePending',
    (p) => {
      demand(p).whilePending = 'wait';
    },
    ['UNKNOWN_VALUE', `${Q0}/whilePending`],
  ],
  [
    'an empty group of demands',
    (p) => {
      set(p).require[1].oneOf = [];
    },
    ['EMPTY_LIST', '/requirements/0/require/1/oneOf'],
  ],
  [
    'a group that is no list',
    (p) => {
      set(p).require[1].oneOf = {};
    },
    ['NOT_A_LIST', '/requirements/0/require/1/oneOf'],
  ],
  [
    'a group with a type beside it',
    (p) => {
      set(p).require[1].type = 'X';
    },
    ['UNKNOWN_KEY', '/requirements/0/require/1/type'],
  ],
  [
    'a member of a group without type',
    (p) => {
      delete set(p).require[1].oneOf[1].type;
    },
    ['MISSING_KEY', '/requirements/0/require/1/oneOf/1/type'],
  ],
];

const faults: readonly Fault[] = [...shapeFaults, ...ruleFaults, ...otherFaults];

const named = (list: readonly Fault[]) => list.map(([what, change, ...expected]) => ({ what, change, expected }));

const errorsOf = (document: unknown): Expected =>
  issuesOf(document).flatMap(({ code, pointer, severity }) => (severity === 'error' ? [[code, pointer] as const] : []));

/** The document with one fault in it. A change may also answer a whole other document. */
function faulty(change: (policy: any) => unknown): unknown {
  const policy = structuredClone(sound());
  const other = change(policy);
  return other === undefined ? policy : other;
}

describe('C1, P3 the check of a policy', () => {
  it('C1 a sound policy has no issues, not even warnings', () => {
    expect(issuesOf(sound())).toEqual([]);
  });

  it('C1 at least eighty faults are known', () => {
    expect(faults.length).toBeGreaterThanOrEqual(80);
    expect(new Set(faults.map(([what]) => what)).size).toBe(faults.length);
  });

  it.each(named(faults))('C1 refuses $what', ({ change, expected }) => {
    expect(errorsOf(faulty(change))).toEqual(expected);
  });

  it.each([
    'inactivity',
    'exempt',
    'requirements',
    'conditions',
    'attributes',
    'appliesTo',
    'meta',
    'title',
    'timeZone',
  ])('Forms null means absent: %s', (key) => {
    const policy = { id: 'p', [key]: null };
    expect(issuesOf(policy)).toEqual([]);
  });

  it('Forms null means absent: every optional member of rules, stages, exemptions and demands', () => {
    const policy = {
      id: 'p',
      inactivity: [
        {
          id: 'r',
          when: null,
          counts: null,
          neverActive: null,
          onReturn: null,
          stages: [
            { id: 'a', after: 'P1D', notify: 'n', control: null, notice: null },
            { id: 'b', after: 'P2D', notify: null, control: dormant, notice: null },
          ],
        },
        { id: 's', counts: { types: null, failures: null }, stages: [] },
      ],
      exempt: [{ id: 'x', when: isUser, reason: null, owner: null, reviewBy: null }],
      requirements: [
        {
          id: 'q',
          when: null,
          require: [
            { type: 'T', dueWithin: null, validFor: null, renewalGrace: null, onOverdue: null, whilePending: null },
          ],
        },
      ],
    };
    expect(errorsOf(policy)).toEqual([]);
  });

  it('C1 all issues come at once, in every part of the document', () => {
    const all = structuredClone(sound());
    all.surplus = true;
    all.timeZone = 'Mars/Base';
    all.appliesTo = { condition: 'nobody' };
    rule(all).stages[1].after = 'P1D';
    rule(all).stages[2].id = 'warn';
    all.exempt[0].when = { any: [] };
    demand(all).onOverdue = 'x';
    expect(new Set(errorsOf(all).map(([code, pointer]) => `${code} ${pointer}`))).toEqual(
      new Set([
        'UNKNOWN_KEY /surplus',
        'INVALID_TIME_ZONE /timeZone',
        'UNKNOWN_CONDITION /appliesTo/condition',
        'STAGES_NOT_ASCENDING /inactivity/0/stages/1/after',
        'DUPLICATE_ID /inactivity/0/stages/2/id',
        'EMPTY_GROUP /exempt/0/when/any',
        'UNKNOWN_VALUE /requirements/0/require/0/onOverdue',
      ]),
    );
    try {
      compilePolicies({ policies: [{ id: 'fine' }, all] });
      expect.unreachable();
    } catch (error) {
      if (!isDormouseError(error, 'INVALID_POLICY')) throw error;
      const pointers = error.data.issues?.filter(({ severity }) => severity === 'error').map(({ pointer }) => pointer);
      expect(pointers).toContain('/policies/1/inactivity/0/stages/1/after');
      expect(pointers).toHaveLength(7);
    }
  });

  it('C1 warnings are advice: they refuse nothing', () => {
    const policy = {
      id: 'p',
      inactivity: [
        {
          id: 'r',
          counts: { types: [] },
          stages: [
            { id: 'a', after: 'P1D', control: dormant },
            { id: 'b', after: 'P2D', notify: 'too-late' },
          ],
        },
      ],
      exempt: [{ id: 'x', when: isUser }],
    };
    expect(issuesOf(policy).map(({ code, pointer, severity }) => [code, pointer, severity])).toEqual([
      ['NOTHING_COUNTS', '/inactivity/0/counts/types', 'warning'],
      ['EXEMPTION_INCOMPLETE', '/exempt/0/reason', 'warning'],
      ['EXEMPTION_INCOMPLETE', '/exempt/0/owner', 'warning'],
      ['EXEMPTION_INCOMPLETE', '/exempt/0/reviewBy', 'warning'],
      ['NOTICE_AFTER_CONTROL', '/inactivity/0/stages/1', 'warning'],
    ]);
    expect(() => compilePolicies({ policies: [policy] })).not.toThrow();
  });

  it('T6, P3 ascending is judged for every base: equal leading parts cancel, zones may move an hour', () => {
    const ascends = (earlier: string, later: string, timeZone = 'UTC'): boolean =>
      errorsOf({
        id: 'p',
        timeZone,
        inactivity: [{ id: 'r', stages: [earlier, later].map((after, i) => ({ id: `s${i}`, after, notify: 'n' })) }],
      }).length === 0;
    expect(ascends('P27D', 'P1M')).toBe(true);
    expect(ascends('P28D', 'P1M')).toBe(false);
    expect(ascends('P1M', 'P31D')).toBe(false);
    expect(ascends('P1M', 'P32D')).toBe(true);
    expect(ascends('P364D', 'P1Y')).toBe(true);
    expect(ascends('P1Y', 'P366D')).toBe(false);
    expect(ascends('P1Y', 'P367D')).toBe(true);
    expect(ascends('P1M', 'P1M1D')).toBe(true);
    expect(ascends('P1M14D', 'P2M')).toBe(true);
    expect(ascends('P7D', 'P1W')).toBe(false);
    expect(ascends('PT24H', 'P1DT1H')).toBe(true);
    expect(ascends('PT24H', 'P1DT1H', 'Europe/Berlin')).toBe(false);
    expect(ascends('PT24H', 'P1DT1H1S', 'Europe/Berlin')).toBe(true);
  });
});
