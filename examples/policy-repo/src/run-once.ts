import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { RegulationLimit } from '@dormouse/core';
import { CannotRun } from './cannot-run';
import { type FoundFiles, findFiles } from './find-files';
import { junitXml } from './junit';
import type { Options } from './options';
import { messageOf, readJson } from './read-json';
import { runFile } from './run-file';
import type { Verdict } from './verdict';

/** A run, and the files that it looked at. */
export interface Run {
  readonly found: FoundFiles;
  readonly verdict: Verdict;
}

/**
 * Runs all tests once, and writes the JUnit file if one is asked for.
 * @throws CannotRun when there are no tests, or a file that the command needs cannot be read or written
 */
export async function runOnce(options: Options): Promise<Run> {
  const { junit, paths, threshold } = options;
  const found = await findFiles(paths);
  if (found.tests.length === 0) throw new CannotRun(`no NAME.test.json below ${paths.join(', ')}`);
  const limits = options.limits === null ? null : ((await readJson(options.limits)) as readonly RegulationLimit[]);
  const files = [];
  for (const file of found.tests) files.push(await runFile(file, { limits, at: options.at ?? new Date() }));
  const named = new Set(files.flatMap(({ policies }) => policies).map((path) => resolve(path)));
  const untested = found.others.filter((file) => !named.has(resolve(file)));
  const verdict = { files, untested, threshold };
  if (junit !== null) await writeText(junit, junitXml(verdict));
  return { found, verdict };
}

async function writeText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw new CannotRun(`${path}: it cannot be written (${messageOf(error)})`);
  }
}
