/** How much does @dormouse/core weigh in a browser-like bundle, minified and compressed? With and without the json-rules-engine lane. */
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { finish, machine } from './harness';

const SOURCES = resolve('packages/core/src');

interface Size {
  readonly minified: number;
  readonly gzip: number;
}

/** Bundles everything that the modules export, as an application would that uses all of it. */
async function weigh(modules: readonly string[], packages: 'bundle' | 'external'): Promise<Size> {
  const contents = modules.map((module) => `export * from '${module}';`).join('\n');
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

const questions: Record<string, [modules: string[], packages: 'bundle' | 'external']> = {
  'core, own code only': [['./index'], 'external'],
  'core, with its packages': [['./index'], 'bundle'],
  'host-facts lane alone, own code only': [['./host-facts'], 'external'],
  'host-facts lane alone, with json-rules-engine': [['./host-facts'], 'bundle'],
  'core and the host-facts lane, with their packages': [['./index', './host-facts'], 'bundle'],
  'schema, with its packages': [['./schema'], 'bundle'],
};

machine(['esbuild', 'date-fns', 'eventemitter3', 'json-rules-engine', 'zod']);
const figures: Record<string, Size> = {};
for (const [label, [modules, packages]] of Object.entries(questions)) {
  const size = await weigh(modules, packages);
  figures[label] = size;
  console.log(`${label.padEnd(66)} ${kilobytes(size.minified)} minified, ${kilobytes(size.gzip)} gzip`);
}
finish('size', figures);

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
}
