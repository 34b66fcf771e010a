import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../workspace.mjs';

/** How many clauses each letter has. E3a and R3a came later, and took no number from the others. */
const counts = { T: 6, C: 8, A: 8, P: 8, X: 3, K: 8, R: 7, L: 15, E: 7, S: 8, V: 6 };
const clauses = Object.entries(counts)
  .flatMap(([letter, count]) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`))
  .flatMap((clause) => (clause === 'R3' || clause === 'E3' ? [clause, `${clause}a`] : [clause]));

const clause = String.raw`[${Object.keys(counts).join('')}]\d{1,2}a?`;

const read = (path: string): string => readFileSync(join(root, path), 'utf8').replaceAll('\r', '');
const document = read('docs/semantics.md');
/** Without the line breaks, which may fall inside a name. */
const flat = document.replace(/\s+/g, ' ');

/** `packages/…/x.test.ts — "one name", "another name"` */
const cited = [...flat.matchAll(/([\w./-]+\.test\.ts) — ((?:"[^"]+"(?:, )?)+)/g)].map(([, file = '', names = '']) => ({
  file,
  names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
}));

function testFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts') && !path.includes('/node_modules/'));
}

const packageTests = readdirSync(join(root, 'packages'))
  .map((name) => `packages/${name}/test`)
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap(testFiles);

/** The first texts of calls, such as `it('…'`, `it.each(…)('…'` and `describe('…'`, as they stand in the source. */
function namesIn(file: string): readonly string[] {
  return [...read(file).matchAll(/\(\s*(['"`])((?:\\.|(?!\1)[^\n\\])*)\1\s*,/g)].map(([, , name = '']) =>
    name.replace(/\\(.)/g, '$1'),
  );
}

/** The clauses with which a name begins: `L8, X2 under an exemption …` */
function clausesOf(name: string): readonly string[] {
  const [leading = ''] = new RegExp(`^${clause}(?:(?:, | and )${clause})*(?=[ :])`).exec(name) ?? [];
  return leading.match(new RegExp(clause, 'g')) ?? [];
}

describe('docs/semantics.md', () => {
  it('has every clause once, in order', () => {
    const labels = [...document.matchAll(new RegExp(String.raw`^(?:#+ |\*\*)(${clause})\b`, 'gm'))];
    expect(labels.map(([, label]) => label)).toEqual(clauses);
  });

  it('marks what is not there yet, and says in one line what is planned', () => {
    const parts = document.split(/^(?=\*\*|#)/m);
    const planned = parts.filter((part) => /^\*\*\w+ \(not yet\)/.test(part));
    expect(planned.filter((part) => !part.includes('- *Planned*: '))).toEqual([]);
    expect(parts.filter((part) => part.includes('*Planned*:') && !/^\*\*\w+ \(not yet\)/.test(part))).toEqual([]);
  });

  it('cites tests that exist, by their names', () => {
    expect(cited.length).toBeGreaterThan(50);
    // What names a file of tests in another form would go unchecked.
    expect(flat.match(/\.test\.ts/g)).toHaveLength(cited.length);
    const wrong = cited.flatMap(({ file, names }) => {
      const known = existsSync(join(root, file)) ? namesIn(file) : [];
      return names.filter((name) => !known.includes(name)).map((name) => ({ file, name }));
    });
    expect(wrong).toEqual([]);
  });

  it('has every clause that a test names', () => {
    const unknown = packageTests.flatMap((file) =>
      namesIn(file)
        .flatMap(clausesOf)
        .filter((named) => !clauses.includes(named))
        .map((named) => ({ file, named })),
    );
    expect(unknown).toEqual([]);
  });
});
