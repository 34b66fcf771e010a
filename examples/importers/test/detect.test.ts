import { describe, expect, it } from 'vitest';
import { CannotRun } from '../src/cannot-run';
import { detect } from '../src/detect';
import { formatNames } from '../src/formats';
import { readForeignInstant } from '../src/read/foreign-instant';
import { openSource } from '../src/source';
import { fixture, fixturePath } from './helpers/fixture';

const detected = (text: string) => detect(Buffer.from(text));

describe('detect', () => {
  it.each([
    ['ibm-report.json', 'ibm-report'],
    ['entra-users.json', 'entra-users'],
    ['okta-users.json', 'okta-users'],
    ['gitlab-users.json', 'gitlab-users'],
    ['github-users.csv', 'github-users'],
  ])('knows %s by its content', (file, name) => {
    expect(detected(fixture(file))).toBe(name);
    expect(detected(`\uFEFF\r\n ${fixture(file)}`)).toBe(name);
    if (file.endsWith('.json')) expect(detected(JSON.stringify(JSON.parse(fixture(file))))).toBe(name);
  });

  it('knows subjects and activity', () => {
    expect(detected('{"identity":{"id":"a"}}\n')).toBe('subjects');
    expect(detected('identity_id,kind,type,at,outcome\n')).toBe('activity-csv');
    expect(detected('"user","arn","user_creation_time"\n')).toBe('credential-report');
  });

  it('is not led astray by names that stand inside texts', () => {
    const text = JSON.stringify({ identity: { id: 'a', attributes: { note: '"lastLogin": "profile": "created":' } } });
    expect(detected(text)).toBe('subjects');
  });

  it('refuses what could be two things, and what is none, and lists what there is', () => {
    expect(() => detected('[{"lastLogin":1,"created":1,"profile":{},"last_activity_on":1,"username":1}]')).toThrow(
      'the file could be gitlab-users or okta-users: say which with --as',
    );
    for (const text of ['{"hello":1}', 'a,b,c\n1,2,3', '<html>', '[]', '{}', '7', '=1+1']) {
      expect(() => detected(text), text).toThrow(CannotRun);
      for (const name of formatNames) expect(() => detected(text)).toThrow(name);
    }
  });

  it('says what to do about other encodings, binaries, and answers that hold a report', () => {
    expect(() => detect(Buffer.from('\ufeff{"a":1}', 'utf16le'))).toThrow('UTF-16');
    expect(() => detect(Buffer.from([0x50, 0x4b, 0, 0, 1]))).toThrow('binary');
    expect(() => detect(Buffer.alloc(0))).toThrow('empty');
    expect(() => detected(' \n')).toThrow('white space');
    expect(() => detected('{"Content":"dXNlcg==","ReportFormat":"text/csv"}')).toThrow('base64 -d');
    expect(() => detected('[{"identity":{}}]')).toThrow('NDJSON');
  });
});

describe('openSource', () => {
  it('takes the format by name', async () => {
    expect((await openSource(fixturePath('okta-users.json'), { as: 'gitlab-users' })).kind).toBe('gitlab-users');
    await expect(openSource(fixturePath('okta-users.json'), { as: 'excel' })).rejects.toThrow(
      'there is no format excel',
    );
  });
});

describe('readForeignInstant', () => {
  it.each([
    ['2022-04-21T00:52:21:186+0000', '2022-04-21T00:52:21.186Z'],
    ['2022-04-21T00:52:21.186+0000', '2022-04-21T00:52:21.186Z'],
    ['2022-07-26T13:00+0000', '2022-07-26T13:00:00.000Z'],
    ['2019-01-01T12:00:00.000Z', '2019-01-01T12:00:00.000Z'],
    ['2019-01-01T12:00:00+05:30', '2019-01-01T06:30:00.000Z'],
    ['2024-05-01 10:00:00 UTC', '2024-05-01T10:00:00.000Z'],
    ['2013-05-15 18:36:37 -0700', '2013-05-16T01:36:37.000Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(readForeignInstant(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each([
    '2024-05-01T10:00:00',
    '2024-02-30T10:00:00Z',
    '2024-05-01',
    'never',
    '',
    '1714557600',
    '2024-05-01T25:00:00Z',
    '2024-05-01T10:00:00+99:00',
  ])('refuses %s, which is no instant', (text) => {
    expect(readForeignInstant(text)).toBeNull();
  });
});
