/**
 * `run.mjs NAME [arguments]`: bundles bench/NAME.ts against the sources of this workspace and runs it; without NAME it
 * lists the benches. What is measured is the present source; npm packages stay outside the bundle, as for users.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../scripts/bundle.mjs';
import { run } from '../scripts/run-child.mjs';
import { root } from '../scripts/workspace.mjs';

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

async function runBench(name, args) {
  let file;
  try {
    file = await bundle(join(folder, `${name}.ts`), 'bench');
    const flags = ['--enable-source-maps', '--expose-gc'];
    return await run(process.execPath, [...flags, file, ...args], { cwd: root, shell: false });
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    return 1;
  } finally {
    if (file !== undefined) rmSync(file, { force: true });
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
