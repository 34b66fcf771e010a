/**
 * `run.mjs NAME [arguments]`: bundles bench/NAME.ts against the sources of this workspace and runs it; without NAME it
 * lists the benches. What is measured is the present source; npm packages stay outside the bundle, as for users.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { run } from '../scripts/run-child.mjs';
import { cacheFolder, root, sourceAliases } from '../scripts/workspace.mjs';

const folder = join(root, 'bench');
const HELPERS = new Set(['harness']);

const benchNames = () =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .filter((name) => !HELPERS.has(name))
    .sort();

/** The first sentence of the comment at the top of a bench: its question. */
function question(name) {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(join(folder, `${name}.ts`), 'utf8'))?.[1] ?? '';
  const text = comment.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim();
  return /^.*?[.?!](?=\s|$)/.exec(text)?.[0] ?? text;
}

function listing() {
  const names = benchNames();
  const width = Math.max(0, ...names.map((name) => name.length));
  return names.map((name) => `  ${name.padEnd(width)}  ${question(name)}\n`).join('');
}

/** Names of the workspace lead to its sources; any other package is imported from where its importer would find it. */
const resolvePackages = {
  name: 'resolve-packages',
  setup({ onResolve, resolve }) {
    const sources = new Map(sourceAliases());
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === resolvePackages || kind === 'entry-point') return undefined;
      if (sources.has(path)) return { path: sources.get(path) };
      if (isBuiltin(path)) return { path, external: true };
      const found = await resolve(path, { kind, importer, resolveDir, pluginData: resolvePackages });
      if (found.errors.length > 0) return { errors: found.errors };
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

async function runBench(name, args) {
  const out = join(cacheFolder, 'bench', `${name}-${process.pid}.mjs`);
  mkdirSync(join(cacheFolder, 'bench'), { recursive: true });
  try {
    await build({
      entryPoints: [join(folder, `${name}.ts`)],
      outfile: out,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'error',
      plugins: [resolvePackages],
    });
    const flags = ['--enable-source-maps', '--expose-gc'];
    return await run(process.execPath, [...flags, out, ...args], { cwd: root, shell: false });
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    return 1;
  } finally {
    rmSync(out, { force: true });
  }
}

const [name, ...args] = process.argv.slice(2);

if (name === undefined) {
  process.stdout.write(`Benches (npm run --silent bench -- NAME):\n${listing()}`);
} else if (!benchNames().includes(name) || !existsSync(join(folder, `${name}.ts`))) {
  process.stderr.write(`There is no bench ${JSON.stringify(name)}. There are:\n${listing()}`);
  process.exitCode = 2;
} else {
  process.exitCode = await runBench(name, args);
}
