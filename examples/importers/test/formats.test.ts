import { parseSubject, type SubjectJson } from '@dormouse/core';
import { describe, expect, it } from 'vitest';
import { type FormatName, formats } from '../src/formats';
import { importMappedCsv } from '../src/formats/mapped-csv';
import { readMapping } from '../src/formats/mapping';
import { fixture } from './helpers/fixture';
import { bytes, collect } from './helpers/import';

const read = (name: FormatName, text: string, until?: string) =>
  collect((context) => formats[name].read(bytes(text, 37), context), until);
const brief = ({ identity, activity }: SubjectJson) => [identity.id, identity.kind, identity.createdAt, activity ?? {}];
const once = (lastAt: string) => ({ lastAt, count: 1 });

describe('a report of IBM Cloud', () => {
  it('reads its four lists and its three ways to write an instant', async () => {
    const { subjects, problems, newest } = await read('ibm-report', fixture('ibm-report.json'));
    expect(problems).toEqual([]);
    // Those without an authentication come last: they need the end of the report.
    expect(subjects.map(brief)).toEqual([
      [
        'IBMid-550005RH10',
        'user',
        '2022-04-21T00:52:21.186Z',
        { authentication: { success: once('2022-04-21T00:52:21.186Z') } },
      ],
      [
        'ApiKey-f23849be-1d44-4b5e-9cb0-0d2f5a1e1a01',
        'api_key',
        '2022-05-30T13:00:00.000Z',
        { authentication: { success: once('2022-05-30T13:00:00.000Z') } },
      ],
      [
        'Profile-5eea82e6-3c5e-4b7a-8a43-7f1f5d1e0c01',
        'trusted_profile',
        '2022-06-01T08:15:00.004Z',
        { authentication: { success: once('2022-06-01T08:15:00.004Z') } },
      ],
      ['IBMid-550005RH11', 'user', '2022-08-10T02:34:00.000Z', {}],
      ['ApiKey-f23849be-1d44-4b5e-9cb0-0d2f5a1e1a02', 'api_key', '2022-08-10T02:34:00.000Z', {}],
      ['ServiceId-39a6caf9-8f0c-4d57-a2a1-1c9d6c1b0e01', 'service_id', '2022-08-10T02:34:00.000Z', {}],
    ]);
    expect(subjects.map(({ identity }) => identity.parentId ?? null)).toEqual([
      null,
      'ServiceId-39a6caf9-8f0c-4d57-a2a1-1c9d6c1b0e01',
      null,
      null,
      'IBMid-550005RH10',
      null,
    ]);
    expect(newest).toBe(Date.parse('2022-08-10T02:34:00Z'));
  });

  it('names the entry that it cannot use, and those never seen in a report without an end', async () => {
    const { subjects, problems } = await read(
      'ibm-report',
      '{"users":[{"iam_id":"a"},{"name":"no id","last_authn":"2022-04-21T00:52:21:186+0000"},{"iam_id":"b","last_authn":"yesterday"}],"apikeys":[{"id":"k","type":"robot"}],"profiles":[7]}',
    );
    expect(subjects).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([
      '/users/1: iam_id is missing',
      '/users/2: last_authn is not an instant: "yesterday"',
      '/apikeys/0: type is neither serviceid nor user: "robot"',
      '/profiles/0: the entry is not an object',
      '/users/0: never seen, and the report has no report_end_time',
    ]);
  });
});

describe('users of Entra ID', () => {
  it('tells a sign-in from an attempt, and guests from members', async () => {
    const { subjects, problems, notes } = await read('entra-users', fixture('entra-users.json'));
    expect(problems).toEqual([]);
    expect(subjects.map(brief)).toEqual([
      [
        '6e7b768e-07e2-4810-8459-485f84f8f204',
        'user',
        '2021-03-01T09:00:00.000Z',
        {
          sign_in: { success: once('2026-06-18T07:11:00.000Z') },
          interactive_attempt: { failure: once('2026-06-20T07:11:00.000Z') },
          background_attempt: { failure: once('2026-06-21T07:11:00.000Z') },
        },
      ],
      [
        '87d349ed-44d7-43e1-9a83-5f2406dee5bd',
        'user',
        '2023-01-10T00:00:00.000Z',
        { interactive_attempt: { failure: once('2023-05-01T00:00:00.000Z') } },
      ],
      ['5bde3e51-d13b-4db1-9948-fe4b109d11a7', 'user', '2025-12-01T00:00:00.000Z', {}],
    ]);
    expect(subjects.map(({ identity }) => [identity.labels, identity.attributes?.['active']])).toEqual([
      [[], true],
      [['guest'], true],
      [[], false],
    ]);
    expect(notes).toEqual([expect.stringContaining('1 users have attempts to sign in')]);
  });

  it('reads a plain list, several pages, and the date that means never', async () => {
    const user =
      '{"id":"a","createdDateTime":"2021-03-01T09:00:00Z","signInActivity":{"lastSignInDateTime":"0001-01-01T00:00:00Z"}}';
    expect((await read('entra-users', `[${user}]`)).subjects.map(brief)).toEqual([
      ['a', 'user', '2021-03-01T09:00:00.000Z', {}],
    ]);
    const page = fixture('entra-users.json');
    expect((await read('entra-users', `${page}\n${page}`)).subjects).toHaveLength(6);
  });
});

describe('users of Okta', () => {
  it('reads the last login, and who can sign in', async () => {
    const { subjects, problems } = await read('okta-users', fixture('okta-users.json'));
    expect(problems).toEqual([]);
    expect(subjects.map(brief)).toEqual([
      [
        '00ub0oNGTSWTBKOLGLNR',
        'user',
        '2023-06-24T16:39:18.000Z',
        { login: { success: once('2026-06-24T17:39:19.000Z') } },
      ],
      ['00ub0oNGTSWTBKOLGLNS', 'user', '2026-01-24T16:39:18.000Z', {}],
    ]);
    expect(subjects.map(({ identity }) => identity.attributes)).toEqual([
      { active: true, status: 'ACTIVE', login: 'isaac.brock@example.com', email: 'isaac.brock@example.com' },
      { active: false, status: 'STAGED', login: 'eric.judy@example.com', email: 'eric.judy@example.com' },
    ]);
  });
});

describe('users of GitLab', () => {
  it('counts a date at its end, and knows bots', async () => {
    const { subjects, problems } = await read('gitlab-users', fixture('gitlab-users.json'));
    expect(problems).toEqual([]);
    expect(subjects.map(brief)).toEqual([
      ['john_smith', 'user', '2022-05-23T08:00:58.268Z', { activity: { success: once('2026-06-23T23:59:59.999Z') } }],
      ['project_7_bot_a1b2', 'service', '2025-01-10T10:00:00.000Z', {}],
      ['left', 'user', '2020-02-02T00:00:00.000Z', { activity: { success: once('2024-02-29T23:59:59.999Z') } }],
    ]);
    expect(subjects.map(({ identity }) => identity.labels)).toEqual([['admin'], [], ['external']]);
  });
});

describe('users of GitHub Enterprise', () => {
  it('reads the report, and who was never active', async () => {
    const { subjects, problems } = await read('github-users', fixture('github-users.csv'));
    expect(problems).toEqual([]);
    expect(subjects.map(brief)).toEqual([
      ['octocat', 'user', '2019-03-04T18:20:30.000Z', { activity: { success: once('2026-05-30T08:00:00.000Z') } }],
      ['hubot', 'user', '2021-07-01T00:00:00.000Z', { activity: { success: once('2025-01-15T12:00:00.000Z') } }],
      ['ghost', 'user', '2024-11-11T11:11:11.000Z', {}],
    ]);
    expect(subjects.map(({ identity }) => identity.attributes)).toMatchObject([
      { active: true, dormant: false },
      { active: true, dormant: true },
      { active: false, dormant: true },
    ]);
  });

  it('names the column that it cannot read, and goes on', async () => {
    const [header = '', good = ''] = fixture('github-users.csv').split('\n');
    const bad = [
      good.replace('2019-03-04 10:20:30 -0800', '04.03.2019'),
      good.replace(',admin,false,', ',admin,perhaps,'),
      good.replace('octocat', ''),
    ];
    const { subjects, problems } = await read('github-users', [header, ...bad, good].join('\n'));
    expect(subjects).toHaveLength(1);
    expect(problems).toEqual([
      { line: 2, message: 'created_at is not an instant: "04.03.2019"' },
      { line: 3, message: 'suspended? is neither true nor false: "perhaps"' },
      { line: 4, message: 'login is empty' },
    ]);
  });
});

describe('a CSV with a mapping', () => {
  const mapped = (text: string, mapping: unknown, until?: string) =>
    collect((context) => importMappedCsv(bytes(text, 37), context, readMapping(mapping)), until);

  it('reads a row an identity', async () => {
    const mapping: unknown = JSON.parse(fixture('employees.mapping.json'));
    const { subjects, problems } = await mapped(fixture('employees.csv'), mapping);
    expect(problems).toEqual([]);
    expect(subjects.map(brief)).toEqual([
      ['e-1', 'user', '2021-03-01T23:59:59.999Z', { login: { success: once('2026-06-18T23:59:59.999Z') } }],
      ['e-2', 'user', '2024-01-15T23:59:59.999Z', {}],
    ]);
    expect(subjects[0]?.identity.attributes).toEqual({ name: 'Vance, Adele', department: 'Sales' });
  });

  it('sums up a row an activity, and leaves out what lies after --at', async () => {
    const text = 'who,what,when\na,login,1700000000\na,login,1700000100\nb,api,1700000050\nb,api,1800000000\n';
    const mapping = { id: 'who', type: 'what', at: 'when', time: 'epoch-seconds' };
    const { subjects, notes } = await mapped(text, mapping, '2024-01-01T00:00:00Z');
    expect(subjects.map(brief)).toEqual([
      [
        'a',
        'user',
        '2023-11-14T22:13:20.000Z',
        { login: { success: { lastAt: '2023-11-14T22:15:00.000Z', count: 2 } } },
      ],
      ['b', 'user', '2023-11-14T22:14:10.000Z', { api: { success: once('2023-11-14T22:14:10.000Z') } }],
    ]);
    expect(notes).toEqual(['1 rows lie after --at and were left out']);
  });

  it('names rows that it cannot read', async () => {
    const { problems } = await mapped('id,seen\na,soon\n,1\nb,\nc,99999999999999\n', {
      id: 'id',
      lastActiveAt: 'seen',
      time: 'epoch-milliseconds',
    });
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [2, 'not an instant of the form epoch-milliseconds: "soon"'],
      [3, 'id is empty'],
      [4, 'neither createdAt nor lastActiveAt is there: when it began is unknown'],
    ]);
  });

  it.each([
    [[], '/ must be an object'],
    [{ at: 'x' }, '/id must be the name of a column'],
    [{ id: 'x' }, '/lastActiveAt either lastActiveAt'],
    [{ id: 'x', at: 'y', lastActiveAt: 'z' }, '/lastActiveAt either lastActiveAt'],
    [{ id: 'x', at: 'y', time: 'local' }, '/time is one of instant, date'],
    [{ id: 'x', at: 'y', colour: 'z' }, '/colour is unknown'],
    [{ id: 'x', at: 'y', attributes: { a: 7 } }, '/attributes/a must be the name'],
  ])('refuses the mapping %j', (mapping, message) => {
    expect(() => readMapping(mapping)).toThrow(message);
  });
});

describe('every format', () => {
  const fixtures: readonly (readonly [FormatName, string])[] = [
    ['ibm-report', 'ibm-report.json'],
    ['entra-users', 'entra-users.json'],
    ['okta-users', 'okta-users.json'],
    ['gitlab-users', 'gitlab-users.json'],
    ['github-users', 'github-users.csv'],
  ];

  it.each(fixtures)('%s gives subjects that the core accepts', async (name, file) => {
    const { subjects, rows } = await read(name, fixture(file));
    expect(rows).toBeGreaterThan(0);
    for (const subject of subjects) expect(parseSubject(subject).identity.id).toBe(subject.identity.id);
  });

  it.each(fixtures)('%s says that a report of last uses cannot know the past', async (name, file) => {
    const { notes } = await read(name, fixture(file), '2000-01-01T00:00:00Z');
    expect(notes).toContainEqual(expect.stringContaining('lie after --at'));
  });
});
