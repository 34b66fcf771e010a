import { parseSubject } from '@dormouse/core';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { importCredentialReport } from '../src/formats/credential-report';
import { importGitActivityCsv } from '../src/formats/git-activity-csv';
import { importSubjectsNdjson } from '../src/formats/subjects-ndjson';
import { bytes, collect, shipped } from './helpers/import';

const activity = (text: string | Uint8Array, until?: string) =>
  collect((context) => importGitActivityCsv(bytes(text, 4096), context), until);
const report = (text: string | Uint8Array, until?: string) =>
  collect((context) => importCredentialReport(bytes(text, 4096), context), until);
const subjects = (text: string) => collect((context) => importSubjectsNdjson(bytes(text), context));

const table = (name: string) => parse(shipped(name), { columns: true, bom: true }) as Record<string, string>[];

describe('importGitActivityCsv', () => {
  const header = 'identity_id,kind,type,at,outcome\n';

  it('sums rows up by identity, type and outcome, in any order', async () => {
    const { subjects: found, newest } = await activity(
      `${header}a,user,login,2026-01-02T00:00:00Z,success\na,user,login,2026-01-01T01:00:00+01:00,success\n` +
        'a,user,login,2026-01-03T00:00:00Z,failure\nb,service,token,2026-01-01T00:00:00Z,success\n',
    );
    expect(found).toEqual([
      {
        identity: { accountId: 'local', id: 'a', kind: 'user', createdAt: '2026-01-01T00:00:00.000Z' },
        activity: {
          login: {
            success: { lastAt: '2026-01-02T00:00:00.000Z', count: 2 },
            failure: { lastAt: '2026-01-03T00:00:00.000Z', count: 1 },
          },
        },
      },
      {
        identity: { accountId: 'local', id: 'b', kind: 'service', createdAt: '2026-01-01T00:00:00.000Z' },
        activity: { token: { success: { lastAt: '2026-01-01T00:00:00.000Z', count: 1 } } },
      },
    ]);
    expect(newest).toBe(Date.parse('2026-01-03T00:00:00Z'));
  });

  it.each([
    [',user,login,2026-01-02T00:00:00Z,success', 'identity_id is empty'],
    ['a,,login,2026-01-02T00:00:00Z,success', 'kind is empty'],
    ['a,user,,2026-01-02T00:00:00Z,success', 'type is empty'],
    ['a,user,login,2026-02-30T00:00:00Z,success', 'at is not an instant'],
    ['a,user,login,2026-01-02,success', 'at is not an instant'],
    ['a,user,login,2026-01-02T00:00:00Z,maybe', 'outcome is neither'],
    ['a,user', 'the row has 2 columns'],
  ])('reports the row %s and goes on', async (row, message) => {
    const { subjects: found, problems } = await activity(
      `${header}${row}\nz,user,login,2026-01-02T00:00:00Z,success\n`,
    );
    expect(problems).toEqual([{ line: 2, message: expect.stringContaining(message) }]);
    expect(found.map(({ identity }) => identity.id)).toEqual(['z']);
  });

  it('reports a second kind, and counts the activity all the same', async () => {
    const { subjects: found, problems } = await activity(
      `${header}a,user,login,2026-01-01T00:00:00Z,success\na,service,login,2026-01-02T00:00:00Z,success\n`,
    );
    expect(problems).toMatchObject([{ line: 3 }]);
    expect(found[0]?.activity?.['login']?.success?.count).toBe(2);
  });

  it('leaves out what happened after --at, as if it had been asked then', async () => {
    const { subjects: found, notes } = await activity(
      `${header}a,user,login,2026-01-01T00:00:00Z,success\na,user,login,2026-03-01T00:00:00Z,success\nb,user,login,2026-03-01T00:00:00Z,success\n`,
      '2026-02-01T00:00:00Z',
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.activity?.['login']?.success).toEqual({ lastAt: '2026-01-01T00:00:00.000Z', count: 1 });
    expect(notes).toEqual(['2 rows lie after --at and were left out']);
  });

  it('agrees with a naive pass over the shipped data', async () => {
    const rows = table('kysely-org__kysely.csv.gz');
    const naive = new Map<string, number[]>();
    for (const { identity_id: id = '', at = '' } of rows) naive.set(id, [...(naive.get(id) ?? []), Date.parse(at)]);
    const found = await activity(shipped('kysely-org__kysely.csv.gz'));
    expect(found.problems).toEqual([]);
    expect(rows).toHaveLength(1550);
    expect(found.subjects).toHaveLength(167);
    for (const { identity, activity: types } of found.subjects) {
      const instants = naive.get(identity.id)!;
      const { lastAt, count } = types!['commit']!.success!;
      expect(Date.parse(identity.createdAt)).toBe(Math.min(...instants));
      expect(Date.parse(lastAt!)).toBe(Math.max(...instants));
      expect(count).toBe(instants.length);
    }
  });
});

describe('importCredentialReport', () => {
  const columns = [
    'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active',
    'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service',
    'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service',
    'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
  ].join(',');
  const arn = 'arn:aws:iam::123456789012';
  const noKey = 'false,N/A,N/A,N/A,N/A';
  const noCert = 'false,N/A,false,N/A';
  const made = '2024-01-01T00:00:00+00:00';

  it('makes an identity of a user and of each of its keys', async () => {
    const { subjects: found, newest } = await report(
      `${columns}\nann,${arn}:user/ann,${made},TRUE,2025-05-05T05:05:05+00:00,${made},2025-01-01T00:00:00+00:00,true,` +
        `true,2024-02-02T00:00:00+00:00,2025-06-06T00:00:00+00:00,us-east-1,s3,${noKey},${noCert}\n`,
    );
    expect(found).toEqual([
      {
        identity: {
          accountId: '123456789012',
          id: 'ann',
          kind: 'user',
          createdAt: '2024-01-01T00:00:00.000Z',
          attributes: {
            active: true,
            passwordEnabled: true,
            passwordLastChanged: '2024-01-01T00:00:00.000Z',
            mfaActive: true,
          },
          labels: [],
        },
        activity: { console_login: { success: { lastAt: '2025-05-05T05:05:05.000Z', count: 1 } } },
      },
      {
        identity: {
          accountId: '123456789012',
          id: 'ann/key_1',
          kind: 'api_key',
          createdAt: '2024-02-02T00:00:00.000Z',
          parentId: 'ann',
          attributes: { active: true, lastUsedService: 's3' },
          labels: [],
        },
        activity: { api_call: { success: { lastAt: '2025-06-06T00:00:00.000Z', count: 1 } } },
      },
    ]);
    expect(newest).toBe(Date.parse('2025-06-06T00:00:00Z'));
  });

  it('knows the root user, a password that was never used, a user without one, and a key that is switched off', async () => {
    const { subjects: found } = await report(
      [
        columns,
        `<root_account>,${arn}:root,${made},not_supported,no_information,not_supported,not_supported,true,${noKey},${noKey},${noCert}`,
        `bob,${arn}:user/bob,${made},true,no_information,${made},N/A,false,${noKey},${noKey},${noCert}`,
        `svc,${arn}:user/svc,${made},false,N/A,N/A,N/A,false,false,${made},N/A,N/A,N/A,true,N/A,N/A,N/A,N/A,${noCert}`,
      ].join('\n'),
    );
    expect(found.map(({ identity }) => [identity.id, identity.attributes?.['active'], identity.labels])).toEqual([
      ['<root_account>', true, ['root']],
      ['bob', true, []],
      ['svc', false, []],
      ['svc/key_1', false, []],
      ['svc/key_2', true, []],
    ]);
    expect(found.every(({ activity: types }) => types === undefined)).toBe(true);
  });

  it('reports cells that are neither a time nor a mark', async () => {
    const { problems } = await report(
      [
        columns,
        `bob,${arn}:user/bob,soon,true,N/A,N/A,N/A,false,${noKey},${noKey},${noCert}`,
        `bob,${arn}:user/bob,${made},perhaps,N/A,N/A,N/A,false,${noKey},${noKey},${noCert}`,
        `,${arn}:user/bob,${made},true,N/A,N/A,N/A,false,${noKey},${noKey},${noCert}`,
      ].join('\n'),
    );
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 user_creation_time is not an instant: "soon"',
      '3 password_enabled is neither true nor false: "perhaps"',
      '4 user is empty',
    ]);
  });

  it('agrees with a naive pass over the shipped report, and every subject is accepted', async () => {
    const rows = table('aws-credential-report.csv');
    const keys = rows.flatMap((row) =>
      [1, 2].map((number) => [row[`access_key_${number}_active`], row[`access_key_${number}_last_rotated`]]),
    );
    const found = await report(shipped('aws-credential-report.csv'));
    const ofKind = (kind: string) => found.subjects.filter(({ identity }) => identity.kind === kind);
    expect(rows).toHaveLength(200);
    expect(ofKind('user')).toHaveLength(200);
    expect(ofKind('api_key')).toHaveLength(
      keys.filter(([active, rotated]) => active === 'true' || rotated !== 'N/A').length,
    );
    expect(ofKind('user').filter(({ activity: types }) => types?.['console_login'])).toHaveLength(
      rows.filter((row) => row['password_last_used']!.startsWith('20')).length,
    );
    expect(ofKind('api_key').filter(({ identity }) => identity.attributes?.['active'] === true)).toHaveLength(
      keys.filter(([active]) => active === 'true').length,
    );
    for (const subject of found.subjects) expect(parseSubject(subject).identity.id).toBe(subject.identity.id);
  });
});

describe('importSubjectsNdjson', () => {
  it('passes subjects on, skips blank lines, and reports lines that are not JSON', async () => {
    const line = JSON.stringify({
      identity: { accountId: 'a', id: 'u', kind: 'user', createdAt: '2024-01-01T00:00:00Z' },
    });
    const { subjects: found, problems } = await subjects(`\uFEFF${line}\r\n\r\n{"identity":\n${line}`);
    expect(found).toHaveLength(2);
    expect(problems).toEqual([{ line: 3, message: expect.stringContaining('not JSON') }]);
  });

  it('sees what has happened, and not what lies ahead', async () => {
    const { newest } = await subjects(
      JSON.stringify({
        identity: { createdAt: '2024-01-01T00:00:00Z', attributes: { createdAt: '2030-01-01T00:00:00Z' } },
        activity: { createdAt: { success: { lastAt: '2024-02-01T00:00:00Z' } } },
        controls: [{ createdAt: '2024-03-01T00:00:00Z', expiresAt: '2031-01-01T00:00:00Z' }],
        requirements: [{ dueAt: '2032-01-01T00:00:00Z' }],
        exemptions: [{ from: '2033-01-01T00:00:00Z' }],
        progress: null,
      }),
    );
    expect(newest).toBe(Date.parse('2024-03-01T00:00:00Z'));
  });

  it('says what to do with a whole case', async () => {
    const { problems } = await subjects('{"id":"c","policies":[],"subject":{}}');
    expect(problems[0]?.message).toContain('npm run evaluate');
  });
});
