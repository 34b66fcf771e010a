import type { Options } from 'tsup';

type Exports = Record<string, unknown>;

/** `exports` of a package.json is the one list of entry points: `.` is `src/index.ts`, `./name` is `src/name.ts`. */
function entries(exports: Exports): Record<string, string> {
  const names = Object.keys(exports)
    .filter((key) => !key.endsWith('.json'))
    .map((key) => (key === '.' ? 'index' : key.slice('./'.length)));
  return Object.fromEntries(names.map((name) => [name, `src/${name}.ts`]));
}

/** How every published package is built. Entry points share chunks, so that a class has one identity in all of them. */
export function library(exports: Exports, platform: 'neutral' | 'node'): Options {
  return {
    entry: entries(exports),
    format: ['esm', 'cjs'],
    dts: true,
    splitting: true,
    sourcemap: true,
    clean: true,
    treeshake: true,
    target: 'node20',
    platform,
    silent: true,
  };
}

/** How an example is built: ES modules to run, no types to ship. What examples share is bundled: it is not built itself. */
export function program(entry: string[]): Options {
  return {
    entry,
    format: ['esm'],
    sourcemap: true,
    clean: true,
    target: 'node20',
    platform: 'node',
    silent: true,
    noExternal: [/^@dormouse\/example-/],
  };
}
