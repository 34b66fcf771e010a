import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CannotRun } from './cannot-run';
import { messageOf } from './read-json';

/** The files that the command works on. Paths are as they were given. */
export interface FoundFiles {
  /** `NAME.test.json`, sorted. */
  readonly tests: readonly string[];
  /** The other JSON files beside them: policies, as far as a test does not say otherwise. */
  readonly others: readonly string[];
  /** Every folder that was looked into, for watching. */
  readonly folders: readonly string[];
}

const TEST = '.test.json';
const skipped = new Set(['node_modules', 'dist']);

/**
 * Finds the tests below the paths.
 * @throws CannotRun for a path that does not exist, and when there are no tests
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const files: string[] = [];
  const folders = new Set<string>();
  for (const path of paths) {
    if (await isFolder(path)) await walk(path, files, folders);
    else {
      files.push(path);
      folders.add(dirname(path));
    }
  }
  const tests = [...new Set(files.filter((file) => file.endsWith(TEST)))].sort();
  const beside = new Set(tests.map(dirname));
  const others = files.filter((file) => !file.endsWith(TEST) && beside.has(dirname(file))).sort();
  return { tests, others, folders: [...folders] };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new CannotRun(`${path}: it cannot be read (${messageOf(error)})`);
  }
}

async function walk(folder: string, files: string[], folders: Set<string>): Promise<void> {
  folders.add(folder);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name) && !entry.name.startsWith('.')) await walk(path, files, folders);
    } else if (entry.name.endsWith('.json') && !entry.name.endsWith('.schema.json')) files.push(path);
  }
}
