import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRepository } from '../../../scripts/git/test-repository';
import { buildPrograms, type Programs } from './helpers/cli';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(() => programs.remove());

const report = fileURLToPath(new URL('../data/aws-credential-report.csv', import.meta.url));
const header = 'identity_id,kind,type,at,outcome\n';
const log = `${header}ann,user,login,2024-01-01T00:00:00Z,success\nbob,user,login,2024-03-01T00:00:00Z,success\n`;
const subject = (id: string, more: object = {}) =>
  JSON.stringify({ identity: { accountId: 'acme', id, kind: 'user', createdAt: '2024-01-01T00:00:00Z', ...more } });

async function rows(args: readonly string[]): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await programs.main([...args, '--format', 'ndjson']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('without arguments', () => {
  it('shows both shipped populations on 80 columns, without colours', async () => {
    const { code, stdout, stderr } = await programs.main([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('167 identities from a log of activity, as of 2026-08-14 01:16 UTC');
    expect(stdout).toContain('163 of 167 are past the first stage');
    expect(stdout).toContain('… and 153 more');
    expect(stdout).toContain('342 identities from an AWS credential report');
    expect(stdout).toMatch(/EXPLAINED {2}c_[0-9a-f]{12}/);
    expect(stdout).not.toContain('\u001b');
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
  });

  it('is one JSON document that agrees with itself', async () => {
    const { stdout } = await programs.main(['--format', 'json']);
    const { populations } = JSON.parse(stdout);
    expect(populations).toHaveLength(2);
    for (const { identities, summary } of populations) {
      expect(identities).toHaveLength(summary.identities);
      expect(identities.filter((one: { inactiveSince: unknown }) => one.inactiveSince !== null)).toHaveLength(
        summary.inactive,
      );
    }
  });
});

describe('--input', () => {
  it('recognises each kind by its content, whatever the name', async () => {
    const repository = createRepository([{ name: 'Ann', email: 'Ann@x.y', at: '2024-01-01T00:00:00Z' }]);
    const inputs = {
      'activity-csv': await programs.file('a.txt', log),
      'credential-report': await programs.file('b.gz', `\uFEFF${readFileSync(report, 'utf8')}`),
      subjects: await programs.file('c.csv', `${subject('u')}\n`),
      'git-repository': repository,
    };
    for (const [kind, path] of Object.entries(inputs)) {
      const { stdout } = await programs.main(['--input', path, '--format=json']);
      expect(JSON.parse(stdout).populations[0].kind).toBe(kind);
    }
    rmSync(repository, { recursive: true, force: true });
  });

  it('unpacks gzip by its first bytes, for every kind of file', async () => {
    expect(await rows(['-i', await programs.file('log.csv', gzipSync(log))])).toHaveLength(2);
    expect(await rows(['-i', await programs.file('s', gzipSync(`${subject('u')}\n${subject('v')}`))])).toHaveLength(2);
  });

  it('judges at the newest instant in the data, or at --at', async () => {
    const file = await programs.file(
      'at.ndjson',
      `${subject('u')}\n${subject('v', { createdAt: '2024-02-10T00:00:00Z' })}\n`,
    );
    const due = (list: Record<string, unknown>[]) =>
      list.map(({ id, due: actions }) => [id, (actions as unknown[]).length]);
    expect(due(await rows([file]))).toEqual([
      ['u', 1],
      ['v', 0],
    ]);
    expect(due(await rows([file, '--at', '2024-01-15T00:00:00Z']))).toEqual([['u', 0]]);
  });

  it('says when the newest instant cannot be, but not of the shipped data', async () => {
    const file = await programs.file('future.csv', `${log}eve,user,login,2999-01-01T00:00:00Z,success\n`);
    const { code, stderr } = await programs.main(['-i', file]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining('2999-01-01T00:00:00.000Z, lies in the future'),
    });
  });

  it('reads subjects from a pipe when it knows the instant', async () => {
    const child = spawn('sh', [
      '-c',
      `printf '%s\\n' '${subject('u')}' | "$0" "$1" -i /dev/stdin -f csv --at 2024-06-01T00:00:00Z`,
      process.execPath,
      programs.path('main'),
    ]);
    let text = '';
    for await (const chunk of child.stdout) text += chunk;
    expect(text.split('\r\n')).toHaveLength(3);
  });

  it('reports rows that it cannot use, the first 20 with their lines, and uses the others', async () => {
    const file = await programs.file('bad.csv', `${log}${'x,user,login,never,success\n'.repeat(30)}`);
    const { code, stdout, stderr } = await programs.main(['-i', file]);
    const lines = stderr.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines).toHaveLength(21);
    expect(lines[0]).toContain('bad.csv:4: at is not an instant');
    expect(lines[20]).toContain('10 more problems like these, 30 in all');
    expect(stdout).toContain('30 rows could not be used');
  });

  it('reports a subject that the core refuses, with its line and its faults', async () => {
    const file = await programs.file(
      'refused.ndjson',
      `${subject('u')}\n{"identity":{"accountId":"a","id":"","kind":"user"},"extra":1}\n`,
    );
    const { code, stderr } = await programs.main(['-i', file]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/refused\.ndjson:2: .*\/identity\/id/);
  });

  it.each([
    ['an empty file', '', 'the file is empty'],
    ['white space', ' \n\n', 'nothing but white space'],
    ['a binary file', Buffer.from([0x7f, 0x45, 0, 1, 2, 3]), 'the file is binary'],
    ['UTF-16', Buffer.from('\uFEFFidentity_id', 'utf16le'), 'UTF-16'],
    ['an unknown CSV', 'name,age\nx,1\n', 'expected one of'],
    ['a JSON list', '[{}]', 'JSON list'],
    ['JSON over several lines', '{\n"identity": {}\n}', 'JSON over several lines'],
    ['the answer of the AWS API', '{"Content":"dXNlcg==","ReportFormat":"text/csv"}', 'base64 -d'],
    ['a header without rows', header, 'there is no good row in it'],
    ['only bad rows', `${header}x,user,login,never,success\n`, 'there is no good row in it'],
    ['only bad subjects', '{"identity":1}\n{"a":2}\n', 'there is no good row in it'],
    ['a line of 1 MB', `${header}${'x'.repeat(1_200_000)}\n`, 'there is no good row in it'],
    ['gzip that is cut off', gzipSync(log.repeat(100)).subarray(0, 60), 'cut off'],
    [
      'a report that lacks columns',
      'user,arn,user_creation_time\na,b,c\n',
      'the header has no column password_enabled',
    ],
  ])('refuses %s with exit code 2', async (_, content, message) => {
    const { code, stdout, stderr } = await programs.main(['-i', await programs.file('hostile', content)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('refuses a folder that is not a repository, and a path that leads nowhere', async () => {
    mkdirSync(`${programs.folder}/plain`);
    expect(await programs.main(['-i', 'plain'])).toMatchObject({
      code: 2,
      stderr: 'dormouse: plain: the folder is not the top of a git repository\n',
    });
    expect(await programs.main(['-i', 'nowhere'])).toMatchObject({
      code: 2,
      stderr: `dormouse: nowhere: there is no file or folder ${realpathSync(programs.folder)}/nowhere\n`,
    });
  });
});

describe('what other systems export', () => {
  const fixture = (name: string) => fileURLToPath(new URL(`../../importers/fixtures/${name}`, import.meta.url));

  it.each([
    ['ibm-report.json', '6 identities from a report of inactive identities of IBM Cloud'],
    ['entra-users.json', '3 identities from users of Microsoft Entra ID'],
    ['okta-users.json', '2 identities from users of Okta'],
    ['gitlab-users.json', '3 identities from users of GitLab'],
    ['github-users.csv', '3 identities from users of GitHub Enterprise'],
  ])('reads %s and says what it is', async (name, title) => {
    const { code, stdout } = await programs.main(['--input', fixture(name)]);
    expect(code).toBe(0);
    expect(stdout).toContain(title);
  });

  it('reads a CSV of any columns with a mapping, and a format by name', async () => {
    const mapping = ['--mapping', fixture('employees.mapping.json'), '--input', fixture('employees.csv')];
    expect((await rows(mapping)).map((row) => row['id'])).toEqual(['e-1', 'e-2']);
    const { code, stderr } = await programs.main(['--input', fixture('employees.csv')]);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('or any other CSV with --mapping'),
    });
    expect(await rows(['--as', 'okta-users', '--input', fixture('okta-users.json')])).toHaveLength(2);
  });

  it.each([
    [['--as', 'excel', '--input', report], 'there is no format excel'],
    [['--as', 'subjects', '--mapping', 'm.json', '--input', report], '--mapping reads a CSV'],
    [['--mapping', 'nowhere.json', '--input', report], 'the mapping cannot be read'],
    [['--mapping', report, '--input', report], 'the mapping is not JSON'],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await programs.main(args);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});

describe('hostile data', () => {
  const evil = '\u009b31m\u202e猫';

  it('keeps control characters out of the table and of the messages', async () => {
    const policy = await programs.file('p.json', JSON.stringify({ id: 'p', title: '\u001b[2Jclear' }));
    const file = await programs.file(
      'evil.ndjson',
      `${subject('u', { name: evil, kind: 'a\u202eb' })}\n${subject('x\u001b[2J')}\n{"\u001b[31m\n`,
    );
    const { code, stdout, stderr } = await programs.main(['-i', file, '-p', policy]);
    expect(code).toBe(0);
    for (const character of ['\u001b', '\u009b', '\u202e']) expect(stdout + stderr).not.toContain(character);
    expect(stderr.split('\n').length).toBeLessThan(10);
  });

  it('writes no formula into CSV', async () => {
    const file = await programs.file(
      'f.csv',
      `${header}"=cmd|' /C calc'!A0",user,login,2024-01-01T00:00:00Z,success\n"a,""b""",user,@x,2024-01-01T00:00:00Z,success\n`,
    );
    const { stdout } = await programs.main(['-i', file, '-f', 'csv']);
    const table = parse(stdout, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(table.map(({ id }) => id)).toEqual([`'=cmd|' /C calc'!A0`, 'a,"b"']);
  });
});

describe('--policy', () => {
  it('takes a policy, a list, or policies with settings', async () => {
    const policy = {
      id: 'p',
      inactivity: [
        { id: 'r', stages: [{ id: 's', after: 'P1D', control: { type: 'FREEZE', reasonCode: 'INACTIVITY' } }] },
      ],
    };
    const settings = { controlTypes: [{ type: 'FREEZE', effect: 'DISABLED', restricts: ['trade'], terminal: false }] };
    const file = await programs.file('log.csv', log);
    const given = await programs.file('p.json', JSON.stringify({ policies: [policy], settings }));
    const { code, stdout } = await programs.main(['-i', file, '-p', given]);
    expect(code).toBe(0);
    expect(stdout).toContain('s (sets FREEZE): 1');
    expect(
      (await programs.main(['-i', file, '-p', await programs.file('l.json', '[{"id":"p"},{"id":"q"}]')])).code,
    ).toBe(0);
  });

  it('says what is wrong with a policy, and where', async () => {
    const bad = await programs.file(
      'bad.json',
      '{"id":"p","inactivity":[{"id":"r","stages":[{"id":"s","after":"45 days"}]}]}',
    );
    const { code, stderr } = await programs.main(['-p', bad]);
    expect(code).toBe(2);
    expect(stderr).toContain('/policies/0/inactivity/0/stages/0/after');
    expect(await programs.main(['-p', await programs.file('bad.json', '{')])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('--explain', () => {
  it('explains the identity that was asked for', async () => {
    const file = await programs.file('log.csv', log);
    expect((await programs.main(['-i', file, '-e', 'ann'])).stdout).toContain('EXPLAINED  ann');
    const { stdout } = await programs.main(['-i', file, '-e', 'bob', '-f', 'json']);
    expect(JSON.parse(stdout).populations[0].explained).toEqual({
      id: 'bob',
      text: expect.stringContaining('bob, a user, is APPROVED'),
    });
    expect(await programs.main(['-i', file, '-e', 'carl'])).toMatchObject({
      code: 2,
      stderr: 'dormouse: there is no identity "carl" to explain\n',
    });
  });
});

describe('the command line', () => {
  it.each([
    [['--inptu', 'x'], 'did you mean --input?'],
    [['--frobnicate'], 'there is no option --frobnicate'],
    [['--format', 'xml'], 'table, json, ndjson, csv'],
    [['--at', 'yesterday'], 'not an instant'],
    [['--at', '2024-01-01'], 'not an instant'],
    [['--input'], 'argument missing'],
    [['--explain', 'x', '--format', 'csv'], 'not with csv'],
    [['-p', 'nowhere.json'], 'the policy cannot be read'],
  ])('answers %j with a hint and exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await programs.main(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('has a help that names every option', async () => {
    const { code, stdout } = await programs.main(['--help']);
    expect(code).toBe(0);
    for (const option of ['--input', '--policy', '--at', '--format', '--explain', '--help'])
      expect(stdout).toContain(option);
  });

  it('starts relative paths where the person stood when npm changed the folder', async () => {
    const file = await programs.file('here.csv', log);
    const env = { npm_lifecycle_event: 'start', INIT_CWD: `${file.slice(0, -'/here.csv'.length)}/dist` };
    expect((await programs.main(['-i', '../here.csv'], env)).code).toBe(0);
  });

  it('ends quietly when the reader goes away', async () => {
    const file = await programs.file(
      'many.ndjson',
      Array.from({ length: 5000 }, (_, index) => subject(`u${index}`)).join('\n'),
    );
    const child = spawn(process.execPath, [programs.path('main'), '-i', file, '-f', 'ndjson']);
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
