import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { policyJsonSchema, policyTestJsonSchema } from '@dormouse/core/schema';
import { DOMParser } from '@xmldom/xmldom';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildProgram, type Program } from './helpers/program';

const example = fileURLToPath(new URL('../', import.meta.url));
const AT = ['--at', '2026-06-01T00:00:00Z'];

const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };
const policy = { id: 'p', inactivity: [{ id: 'all', stages: [{ id: 'off', after: 'P45D', control: dormant }] }] };
const test = (name: string, on: string, controls: string[]) => ({
  name,
  given: { createdAt: '2026-01-01' },
  timeline: [{ on, expect: { controls } }],
});
const off = test('off after 45 days', '2026-02-15', ['DORMANT']);
const wrong = test('off <after> 44 & "sooner" \u0007', '2026-02-14', ['DORMANT']);
const file = (...tests: object[]) => ({ policies: ['p.json'], tests });

let program: Program;
beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => program.remove());

beforeEach(async () => {
  await program.clear();
  await program.write('p.json', policy);
  await program.write('p.test.json', file(off));
});

describe('the policies of this repository', () => {
  it('pass their tests, with nothing left unexercised and no advice', async () => {
    const limits = ['--limits', join(example, 'limits.json')];
    const { code, stdout } = await program.run(join(example, 'policies'), '--threshold', '100', ...limits, ...AT);
    expect(stdout).not.toContain('advice');
    expect(stdout.match(/coverage 100 %/g)).toHaveLength(3);
    expect(stdout).toMatch(/\n\d+ passed, 0 failed\n$/);
    expect(code).toBe(0);
  });

  it('have the schemas that the core gives', async () => {
    const schema = async (name: string) => JSON.parse(await readFile(join(example, 'schemas', name), 'utf8'));
    expect(await schema('policy.schema.json')).toEqual(policyJsonSchema);
    expect(await schema('policy-test.schema.json')).toEqual(policyTestJsonSchema);
  });
});

describe('the command', () => {
  it('says what failed, and why', async () => {
    await program.write('p.test.json', file(off, wrong));
    const { code, stdout, stderr } = await program.run();
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toBe(
      [
        'p.test.json',
        '  ✓ off after 45 days',
        '  ✗ off <after> 44 & "sooner" \\u0007',
        '      step 1, 2026-02-14T00:00:00.000Z: controls: expected ["DORMANT"], got []',
        '        tested, a user, is APPROVED on 14 February 2026 at 00:00 UTC.',
        '        No control is in force and no requirement is open.',
        '        The policy p applies. Its rule all governs.',
        '        The clock started on 1 January 2026 at 00:00 UTC, with its creation, as it has never been active.',
        '        Stage off: the control DORMANT follows on 15 February 2026 at 00:00 UTC, after 45 days without activity.',
        '        If nothing comes in, it becomes DISABLED on 15 February 2026 at 00:00 UTC, by stage off.',
        '        This answer holds until 15 February 2026 at 00:00 UTC, unless something new comes in.',
        '  coverage 100 % (2 of 2)',
        '',
        '1 passed, 1 failed',
        '',
      ].join('\n'),
    );
  });

  it('fails under the threshold, and names what is not exercised', async () => {
    await program.write('p.test.json', file(test('too early', '2026-01-02', [])));
    expect(await program.run()).toMatchObject({ code: 0 });
    const { code, stdout } = await program.run('--threshold', '60');
    expect(code).toBe(1);
    expect(stdout).toContain('coverage 50 % (1 of 2), and 60 % are asked for');
    expect(stdout).toContain('    p /inactivity/0/stages/0: the stage off of all never acts');
    expect(await program.run('--threshold', '50')).toMatchObject({ code: 0 });
  });

  it('with a threshold a policy without tests is a failure', async () => {
    await program.write('other.json', { id: 'other' });
    expect(await program.run()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('other.json: no test names this policy'),
    });
    expect(await program.run('--threshold', '1')).toMatchObject({ code: 1 });
    await program.write('p.test.json', { ...file(off), policies: ['p.json', 'other.json'] });
    expect(await program.run('--threshold', '1')).toMatchObject({ code: 0 });
  });

  it('gives advice under the limits of a file, which fails nothing', async () => {
    await program.write('p.json', { ...policy, meta: { regulations: ['strict'] } });
    await program.write('strict.txt', [{ regulation: 'strict', clause: 'strict', maxInactivity: 'P30D' }]);
    const { code, stdout } = await program.run('p.test.json', '--limits', 'strict.txt');
    expect(code).toBe(0);
    expect(stdout).toContain(
      'advice p.json /inactivity/0/stages/0/after: strict restricts within P30D, and P45D can be later (LIMIT_EXCEEDED)',
    );
  });

  it.each([
    ['a test that is no JSON', { 'p.test.json': '{' }, [], 'p.test.json: it is not JSON'],
    [
      'a policy that is missing',
      { 'p.test.json': { policies: ['no.json'], tests: [] } },
      [],
      'no.json: it cannot be read',
    ],
    ['a test without policies', { 'p.test.json': { tests: [] } }, [], '/policies must name the files'],
    [
      'a faulty test',
      { 'p.test.json': { policies: ['p.json'], test: [] } },
      [],
      'p.test.json /test: unknown key "test" (UNKNOWN_KEY)',
    ],
    [
      'a faulty policy',
      { 'p.json': { id: 'p', inactivity: [{ id: 'r' }] } },
      [],
      'p.json /inactivity/0/stages: "stages" is required (MISSING_KEY)',
    ],
    ['faulty limits', {}, ['--limits', 'p.test.json'], '/limits: must be a list'],
  ])('cannot run %s: exit code 2, and the place', async (_, files, args, message) => {
    for (const [name, content] of Object.entries(files)) await program.write(name, content);
    const { code, stdout } = await program.run('p.test.json', ...args);
    expect(stdout).toContain(message);
    expect(code).toBe(2);
  });

  it.each([
    [['--nope'], '--nope'],
    [['--threshold', 'all'], '--threshold all: it is a number from 0 to 100'],
    [['--at', 'today'], '--at today: it is an instant'],
    [['nowhere'], 'nowhere: it cannot be read'],
    [['p.json'], 'no NAME.test.json below p.json'],
    [['--limits', 'nowhere.json'], 'nowhere.json: it cannot be read'],
    [['--junit', '/dev/null/x.xml'], '/dev/null/x.xml: it cannot be written'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await program.run(...args);
    expect(stderr).toContain(`policy-tests: `);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('helps, and writes the schemas', async () => {
    expect(await program.run('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--threshold PERCENT'),
    });
    expect(await program.run('--schemas', 'made')).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(join(program.folder, 'made/policy.schema.json'), 'utf8'))).toEqual(
      policyJsonSchema,
    );
  });
});

describe('the JUnit file', () => {
  async function junit(...args: string[]) {
    await program.run('p.test.json', '--junit', 'out/junit.xml', ...args);
    const faults: string[] = [];
    const onError = (level: string, message: string) => faults.push(`${level}: ${message}`);
    const text = await readFile(join(program.folder, 'out/junit.xml'), 'utf8');
    const document = new DOMParser({ onError }).parseFromString(text, 'text/xml');
    expect(faults).toEqual([]);
    return document;
  }
  const attributes = (document: Awaited<ReturnType<typeof junit>>, tag: string, ...names: string[]) =>
    [...document.getElementsByTagName(tag)].map((element) => names.map((name) => element.getAttribute(name)));

  it('is sound XML, whatever the names are, and counts right', async () => {
    await program.write('p.test.json', file(off, wrong));
    const document = await junit('--threshold', '100');
    expect(attributes(document, 'testsuite', 'name', 'tests', 'failures')).toEqual([['p.test.json', '3', '1']]);
    expect(attributes(document, 'testcase', 'classname', 'name')).toEqual([
      ['p.test.json', 'off after 45 days'],
      ['p.test.json', 'off <after> 44 & "sooner" '],
      ['p.test.json', 'coverage'],
    ]);
    expect(attributes(document, 'failure', 'message')).toEqual([['controls: expected ["DORMANT"], got []']]);
    expect(document.getElementsByTagName('failure')[0]?.textContent).toContain('Its rule all governs.');
  });

  it('tells a file that cannot be run, and a threshold that is not reached', async () => {
    await program.write('p.test.json', file());
    expect(attributes(await junit('--threshold', '10'), 'failure', 'message')).toEqual([
      ['0 % are exercised, and 10 % are asked for'],
    ]);
    await program.write('p.test.json', '[');
    expect(attributes(await junit(), 'failure', 'message')).toEqual([['the file cannot be run']]);
  });
});

describe('watching', () => {
  it('runs again when a test or its policy changes, and goes on when a file is half written', async () => {
    const going = program.start('--watch');
    try {
      expect(await going.says('waiting for changes')).toContain('1 passed, 0 failed');
      await program.write('p.test.json', file(off, wrong));
      expect(await going.says('waiting for changes')).toContain('1 passed, 1 failed');
      await program.write('p.test.json', '{ "tests": [');
      expect(await going.says('waiting for changes')).toContain('it is not JSON');
      await program.write('p.test.json', file(off));
      expect(await going.says('waiting for changes')).toContain('1 passed, 0 failed');
      await program.write('p.json', { ...policy, inactivity: [] });
      expect(await going.says('waiting for changes')).toContain('0 passed, 1 failed');
    } finally {
      await going.end();
    }
  });

  it('watches policies that lie elsewhere, and not the file that it writes', async () => {
    await program.write('p.test.json', { ...file(off), policies: ['elsewhere/q.json'] });
    await program.run('--schemas', 'elsewhere');
    await program.write('elsewhere/q.json', policy);
    const going = program.start('p.test.json', '--watch', '--junit', 'junit.xml');
    try {
      await going.says('waiting for changes');
      await program.write('elsewhere/q.json', { ...policy, inactivity: [] });
      expect(await going.says('waiting for changes')).toContain('0 passed, 1 failed');
      await program.write('elsewhere/q.json', policy);
      // Had its own file woken it, there would be the failed run once more.
      expect(await going.says('waiting for changes')).toContain('1 passed, 0 failed');
    } finally {
      await going.end();
    }
  });
});
