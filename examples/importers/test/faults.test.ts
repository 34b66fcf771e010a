import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FormatName, formats } from '../src/formats';
import { fixture } from './helpers/fixture';
import { bytes, collect } from './helpers/import';

const read = (name: FormatName, text: string | Uint8Array) =>
  collect((context) => formats[name].read(bytes(text, 64), context));

/** Rows that are good by themselves, by format; each gives one identity. */
const good: Readonly<Record<'okta-users' | 'gitlab-users' | 'entra-users', (id: string) => object>> = {
  'okta-users': (id) => ({ id, status: 'ACTIVE', created: '2023-06-24T16:39:18.000Z', lastLogin: null, profile: {} }),
  'gitlab-users': (id) => ({ username: id, state: 'active', created_at: '2023-06-24T16:39:18.000Z' }),
  'entra-users': (id) => ({ id, createdDateTime: '2023-06-24T16:39:18Z' }),
};

/** Anything but a good row: an object may lack everything that is needed, and holds whatever it likes beside. */
const junk = fc.oneof(
  fc.constantFrom(null, 7, 'text', true, [], {}),
  fc.dictionary(fc.constantFrom('id', 'created', 'username', 'profile', 'signInActivity', 'x'), fc.jsonValue()),
);

describe('faults in JSON', () => {
  for (const name of Object.keys(good) as (keyof typeof good)[]) {
    it(`${name}: what cannot be used is named, and every good row comes through`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.oneof(fc.constant('good'), junk), { maxLength: 12 }), async (kinds) => {
          const rows = kinds.map((kind, index) => (kind === 'good' ? good[name](`id-${index}`) : kind));
          const { subjects, problems } = await read(name, JSON.stringify(rows));
          const expected = kinds.flatMap((kind, index) => (kind === 'good' ? [`id-${index}`] : []));
          const ids = new Set(subjects.map(({ identity }) => identity.id));
          for (const id of expected) expect(ids).toContain(id);
          expect(subjects.length + problems.length).toBe(rows.length);
        }),
        { numRuns: 150 },
      );
    });

    it(`${name}: a file that is cut off, or spoilt at a byte, keeps what stands before`, async () => {
      const whole = Buffer.from(JSON.stringify(Array.from({ length: 5 }, (_, index) => good[name](`id-${index}`))));
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), fc.option(fc.nat(255)), async (at, byte) => {
          const spoilt = Buffer.from(byte === null ? whole.subarray(0, at) : whole);
          if (byte !== null) spoilt[at] = byte;
          const before = (whole.subarray(0, at).toString().match(/\},\{/g) ?? []).length;
          const { subjects, problems } = await read(name, spoilt);
          expect(subjects.length + problems.length).toBeGreaterThanOrEqual(before);
          expect(subjects.slice(0, before).map(({ identity }) => identity.id)).toEqual(
            Array.from({ length: before }, (_, index) => `id-${index}`),
          );
        }),
        { numRuns: 150 },
      );
    });
  }

  it('survives what is deep, large, or plays with prototypes', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const rows = `[{"id":"a","x":${deep}},{"__proto__":{"id":"b","status":"ACTIVE","created":"2023-06-24T16:39:18.000Z"}},${JSON.stringify(good['okta-users']('c'))}]`;
    const { subjects, problems } = await read('okta-users', rows);
    expect(subjects.map(({ identity }) => identity.id)).toEqual(['c']);
    expect(problems.map(({ message }) => message)).toEqual(['/0: status is missing', '/1: id is missing']);
    expect(({} as { id?: string }).id).toBeUndefined();
  });

  it('gives up on a value that never ends, and says so', async () => {
    async function* endless() {
      yield Buffer.from(`[${JSON.stringify(good['okta-users']('a'))},"`);
      const chunk = Buffer.alloc(1024 * 1024, 'x');
      for (;;) yield chunk;
    }
    const { subjects, problems } = await collect((context) => formats['okta-users'].read(endless(), context));
    expect(subjects.map(({ identity }) => identity.id)).toEqual(['a']);
    expect(problems).toEqual([{ line: null, message: 'a value is larger than 32 MiB' }]);
  });
});

describe('faults in CSV', () => {
  it('github-users: lines that are spoilt are named, and every other row comes through', async () => {
    const [header = '', row = ''] = fixture('github-users.csv').split('\n');
    const line = fc.oneof(
      fc.constant('good'),
      fc.constantFrom(',', 'a,b', 'a"b', 'x'.repeat(5000), '=1+1', '\u0000', row.replace('2019-03-04', '2019-02-30')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), async (kinds, end) => {
        const lines = kinds.map((kind, index) => (kind === 'good' ? row.replace('octocat', `u-${index}`) : kind));
        const { subjects, problems } = await read('github-users', [header, ...lines, ''].join(end));
        expect(subjects.map(({ identity }) => identity.id)).toEqual(
          kinds.flatMap((kind, index) => (kind === 'good' ? [`u-${index}`] : [])),
        );
        expect(subjects.length + problems.length).toBe(kinds.length);
      }),
      { numRuns: 150 },
    );
  });
});
