import Ajv2020 from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import { isDormouseError } from '../../src/index';
import { policyTestJsonSchema } from '../../src/schema';
import { type PolicyTestReport, runPolicyTests } from '../../src/testing';

const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };
const external = { all: [{ fact: 'attributes', path: '$.contract', operator: 'equal', value: 'external' }] };
const workforce = {
  id: 'workforce',
  inactivity: [
    { id: 'contractors', when: external, stages: [{ id: 'off', after: 'P14D', control: dormant }] },
    {
      id: 'everyone',
      stages: [
        { id: 'warn', after: 'P30D', notify: { template: 'mail', acknowledge: true } },
        { id: 'dormant', after: 'P45D', control: dormant },
      ],
      onReturn: { require: ['ID_CHECK'] },
    },
  ],
  exempt: [{ id: 'vault', when: { all: [{ fact: 'labels', operator: 'contains', value: 'vault' }] } }],
  requirements: [{ id: 'hiring', when: external, require: [{ type: 'NDA', dueWithin: 'P10D', onOverdue: 'WAIT' }] }],
};

const staff = { createdAt: '2026-01-01', attributes: { contract: 'staff' } };
const run = (tests: readonly object[], more: object = {}, policies: readonly object[] = [workforce]) =>
  runPolicyTests({ document: { tests, ...more }, policies, createStorage: memoryStorage });
const failuresOf = ({ tests }: PolicyTestReport) => tests.flatMap(({ failures }) => failures);
/** What one timeline of a member of staff comes to: nothing, when all is as expected. */
const said = async (timeline: readonly object[], given: object = staff, more: object = {}) =>
  failuresOf(await run([{ name: 't', given, timeline }], more)).map(({ step, message }) => `${step} ${message}`);

describe('a timeline', () => {
  it('P4 warned, acknowledged, restricted at the promised date and not before', async () => {
    expect(
      await said([
        { on: '2026-01-31', expect: { status: 'APPROVED', notices: ['warn'], controls: [], rules: ['everyone'] } },
        { on: '2026-02-20', expect: { controls: [] } },
        { on: '2026-02-21', acknowledge: 'warn' },
        { on: '2026-03-07T23:59:59.999Z', expect: { controls: [] } },
        { on: '2026-03-08', expect: { status: 'DISABLED', controls: ['DORMANT'], notices: ['warn'] } },
      ]),
    ).toEqual([]);
  });

  it('A7 a return: what it requires, and what meeting that does', async () => {
    expect(
      await said([
        { on: '2026-01-31', acknowledge: 'warn' },
        { on: '2026-02-20', expect: { controls: ['DORMANT'], requirements: {} } },
        { on: '2026-02-21T09:00:00Z', activity: 'login' },
        { on: '2026-02-21T09:00:00Z', expect: { controls: ['DORMANT'], requirements: { ID_CHECK: 'PENDING' } } },
        { on: '2026-02-22', meet: 'ID_CHECK' },
        { on: '2026-02-22', expect: { controls: [], requirements: { ID_CHECK: 'MET' }, notices: [] } },
      ]),
    ).toEqual([]);
  });

  it('what is due acts before the step of its instant, activity takes a notice back, a failure does not count', async () => {
    expect(
      await said([
        { on: '2026-01-31', expect: { notices: ['warn'] } },
        { on: '2026-01-31', activity: 'login' },
        { on: '2026-01-31', expect: { notices: [] } },
        { on: '2026-02-15', activity: { type: 'login', outcome: 'failure' } },
        { on: '2026-03-02', expect: { notices: ['warn'] } },
      ]),
    ).toEqual([]);
  });

  it('changes, controls, exemptions, requirements and what is not known', async () => {
    expect(
      await said(
        [
          {
            on: '2026-01-02',
            expect: { undecided: ['inactivity/contractors/when', 'requirements/hiring/when'], rules: [] },
          },
          { on: '2026-01-03', update: { attributes: { contract: 'external' }, labels: ['vault'], kind: 'person' } },
          { on: '2026-01-03', expect: { rules: ['contractors'], exempt: ['vault'], requirements: { NDA: 'PENDING' } } },
          { on: '2026-01-04', waive: 'NDA' },
          { on: '2026-02-01', expect: { controls: [], requirements: { NDA: 'WAIVED' } } },
          { on: '2026-02-01', update: { labels: [] } },
          { on: '2026-02-01', expect: { controls: ['DORMANT'] } },
          { on: '2026-02-02', lift: 'DORMANT' },
          { on: '2026-02-03', exempt: { kind: 'POSTPONEMENT', until: '2026-03-01', policyId: 'workforce' } },
          { on: '2026-02-28', expect: { controls: [] } },
          { on: '2026-03-01', expect: { controls: ['DORMANT'] } },
          { on: '2026-03-02', restrict: 'CLOSED' },
          { on: '2026-03-02', expect: { controls: ['CLOSED', 'DORMANT'] } },
        ],
        { createdAt: '2026-01-01', parentId: 'boss' },
      ),
    ).toEqual([]);
  });

  it('settings of the account count, and the guard is off', async () => {
    const settings = { controlTypes: [{ type: 'SELL_ONLY', effect: 'NONE', restricts: ['buy'], terminal: false }] };
    const timeline = [
      { on: '2026-01-02', restrict: 'SELL_ONLY' },
      { on: '2026-01-02', expect: { controls: ['SELL_ONLY'] } },
    ];
    expect(
      await said(timeline, staff, { settings: { ...settings, guard: { maxRestricted: { percent: 0, atLeast: 0 } } } }),
    ).toEqual([]);
  });
});

describe('a failure', () => {
  it('says what was expected, what came, and why', async () => {
    const report = await run([
      {
        name: 'wrong',
        given: staff,
        timeline: [{ on: '2026-02-10', expect: { controls: ['DORMANT'], status: 'APPROVED', notices: [] } }],
      },
      { name: 'right', given: staff, timeline: [{ on: '2026-02-10', expect: { controls: [] } }] },
    ]);
    expect([report.passed, report.failed]).toEqual([1, 1]);
    const [controls, notices] = failuresOf(report);
    expect(controls).toMatchObject({
      step: 0,
      on: '2026-02-10T00:00:00.000Z',
      message: 'controls: expected ["DORMANT"], got []',
    });
    expect(notices?.message).toBe('notices: expected [], got ["warn"]');
    expect(controls?.explanation.join('\n')).toContain('The policy workforce applies. Its rule everyone governs.');
  });

  it('a step that is refused ends the test, and names the reason', async () => {
    expect(
      await said([
        { on: '2026-01-02', lift: 'DORMANT' },
        { on: '2026-01-03', expect: { status: 'DENIED' } },
      ]),
    ).toEqual(['0 refused: no control DORMANT is active at this instant (INVALID_ARGUMENT)']);
    expect(await said([{ on: '2026-01-02', meet: 'NDA' }])).toEqual([
      '0 refused: there is no requirement NDA at this instant (INVALID_ARGUMENT)',
    ]);
    expect((await said([{ on: '2026-01-02', restrict: 'NOPE' }]))[0]).toContain('(UNKNOWN_CONTROL_TYPE)');
    expect((await said([{ on: '2026-01-02', acknowledge: 'warn' }]))[0]).toContain('no notice warn was sent');
  });
});

describe('coverage', () => {
  it('nothing is exercised by no tests', async () => {
    const { coverage } = await run([]);
    expect(coverage).toMatchObject({ covered: 0, total: 13, percent: 0 });
    expect(coverage.missing.map(({ kind, pointer, message }) => `${kind} ${pointer} ${message}`)).toEqual([
      'rule /inactivity/0 the rule contractors never governs',
      'stage /inactivity/0/stages/0 the stage off of contractors never acts',
      'rule /inactivity/1 the rule everyone never governs',
      'stage /inactivity/1/stages/0 the stage warn of everyone never acts',
      'stage /inactivity/1/stages/1 the stage dormant of everyone never acts',
      'exemption /exempt/0 the exemption vault never holds',
      'requirement-set /requirements/0 the set hiring never opens a requirement',
      ...['/inactivity/0/when/all/0', '/exempt/0/when/all/0', '/requirements/0/when/all/0'].flatMap((pointer) => [
        `branch ${pointer} this comparison is never true`,
        `branch ${pointer} this comparison is never false`,
      ]),
    ]);
  });

  it('counts what the tests reach, and says what they do not', async () => {
    const one = { name: 'staff', given: staff, timeline: [{ on: '2026-02-10', expect: {} }] };
    const { coverage } = await run([one]);
    expect(coverage.missing.map(({ pointer }) => pointer)).toEqual([
      '/inactivity/0',
      '/inactivity/0/stages/0',
      '/inactivity/1/stages/1',
      '/exempt/0',
      '/requirements/0',
      '/inactivity/0/when/all/0',
      '/exempt/0/when/all/0',
      '/requirements/0/when/all/0',
    ]);
    expect(coverage.percent).toBe(38.46);
  });

  it('leaves out what can never be, and is whole where there is nothing', async () => {
    const never = { id: 'p', appliesTo: { all: [{ fact: 'kind', operator: 'equal', value: 5 }] } };
    const { coverage } = await run([{ name: 't', given: staff, timeline: [{ on: '2026-01-02', expect: {} }] }], {}, [
      never,
    ]);
    expect(coverage).toEqual({ covered: 1, total: 1, percent: 100, missing: [] });
    expect((await run([], {}, [{ id: 'empty' }])).coverage.percent).toBe(100);
  });

  it('ids may hold slashes', async () => {
    const slashed = { id: 'a/b', requirements: [{ id: 'c/d', require: [{ type: 'NDA' }] }] };
    const timeline = [{ on: '2026-01-02', expect: { requirements: { NDA: 'PENDING' } } }];
    expect((await run([{ name: 't', given: staff, timeline }], {}, [slashed])).coverage.percent).toBe(100);
  });

  it('of several policies the names say whose they are', async () => {
    const timeline = [
      { on: '2026-02-10', expect: { rules: ['other/all', 'workforce/everyone'], notices: ['workforce/warn'] } },
    ];
    const other = { id: 'other', inactivity: [{ id: 'all', stages: [] }] };
    const report = await run([{ name: 't', given: staff, timeline }], {}, [workforce, other]);
    expect(failuresOf(report)).toEqual([]);
    expect(report.coverage.missing.every(({ policyId }) => policyId === 'workforce')).toBe(true);
  });
});

describe('the form of the tests', () => {
  const validate = new Ajv2020({ strict: false }).compile(policyTestJsonSchema);
  const one = (step: object, given: object = staff) => ({ tests: [{ name: 't', given, timeline: [step] }] });

  it.each([
    [null, 'NOT_AN_OBJECT', ''],
    [{}, 'MISSING_KEY', '/tests'],
    [{ tests: [], test: 1 }, 'UNKNOWN_KEY', '/test'],
    [{ tests: [5] }, 'NOT_AN_OBJECT', '/tests/0'],
    [one({ on: 'soon', expect: {} }), 'INVALID_INSTANT', '/tests/0/timeline/0/on'],
    [one({ on: '2026-02-03', expect: {} }, { createdAt: '2026-13-01' }), 'INVALID_INSTANT', '/tests/0/given/createdAt'],
    [one({ on: '2026-02-03', expect: { state: 'x' } }), 'UNKNOWN_KEY', '/tests/0/timeline/0/expect/state'],
    [one({ on: '2026-02-03', expect: { status: 'GONE' } }), 'UNKNOWN_VALUE', '/tests/0/timeline/0/expect/status'],
    [one({ on: '2026-02-03', exempt: { kind: 'FOREVER' } }), 'UNKNOWN_VALUE', '/tests/0/timeline/0/exempt/kind'],
  ])('refuses %j', async (document, code, pointer) => {
    const refused = await runPolicyTests({ document, policies: [workforce], createStorage: memoryStorage }).catch(
      (error) => error,
    );
    expect(isDormouseError(refused, 'INVALID_ARGUMENT') && refused.data.issues?.[0]).toMatchObject({ code, pointer });
    if (!JSON.stringify(document)?.includes('2026-13')) expect(validate(document)).toBe(false);
  });

  it.each([
    [one({ on: '2026-02-03' }), 'STEP_ACTION', '/tests/0/timeline/0'],
    [one({ on: '2026-02-03', meet: 'A', expect: {} }), 'STEP_ACTION', '/tests/0/timeline/0'],
    [one({ on: '2025-12-31', expect: {} }), 'NOT_IN_ORDER', '/tests/0/timeline/0/on'],
  ])('refuses what only the runner sees: %j', async (document, code, pointer) => {
    const refused = await runPolicyTests({ document, policies: [workforce], createStorage: memoryStorage }).catch(
      (error) => error,
    );
    expect(isDormouseError(refused, 'INVALID_ARGUMENT') && refused.data.issues?.[0]).toMatchObject({ code, pointer });
    expect(validate(document)).toBe(true);
  });

  it('refuses faulty policies and settings, with their places', async () => {
    await expect(run([], {}, [{ id: 5 }])).rejects.toMatchObject({ code: 'INVALID_POLICY' });
    await expect(run([], { settings: { guard: 5, timeZone: 'Nowhere' } })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(runPolicyTests({ document: { tests: [] }, policies: [] } as never)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});
