/** How much does @dormouse/core weigh in a browser-like bundle, minified and compressed? With and without the json-rules-engine lane. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { finish, machine } from './harness';

const SOURCES = resolve('packages/core/src');

interface Size {
  readonly minified: number;
  readonly gzip: number;
}

/** Bundles everything that the entry files export, as an application would that uses all of it. */
async function weigh(entries: readonly string[], packages: 'bundle' | 'external'): Promise<Size> {
  const contents = entries.map((entry) => `export * from './${entry}';`).join('\n');
  const result = await build({
    stdin: { contents, resolveDir: SOURCES, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['browser', 'module', 'main'],
    conditions: ['browser', 'import'],
    external: ['node:*'],
    packages,
    target: 'es2022',
    logLevel: 'error',
  });
  const bytes = result.outputFiles[0]?.contents ?? new Uint8Array();
  return { minified: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}

const questions: Record<string, [entries: string[], packages: 'bundle' | 'external']> = {
  'core, own code only': [['index'], 'external'],
  'core, with its packages': [['index'], 'bundle'],
  'core with the json-rules-engine lane, own code only': [['index', 'host-facts'], 'external'],
  'core with the json-rules-engine lane, with its packages': [['index', 'host-facts'], 'bundle'],
  'schema, with its packages': [['schema'], 'bundle'],
};

machine(['esbuild', 'date-fns', '@date-fns/tz', 'eventemitter3', 'json-rules-engine', 'zod']);
const figures: Record<string, Size> = {};
for (const [label, [entries, packages]] of Object.entries(questions)) {
  if (!entries.every((entry) => existsSync(`${SOURCES}/${entry}.ts`))) continue;
  const size = await weigh(entries, packages);
  figures[label] = size;
  console.log(`${label.padEnd(56)} ${kilobytes(size.minified)} minified, ${kilobytes(size.gzip)} gzip`);
}
finish('size', figures);

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
}
