import { readFile } from 'node:fs/promises';
import { CannotRun } from '@dormouse/example-importers';

/**
 * Reads a file of JSON.
 * @param what what it is, for the message
 * @throws CannotRun when it cannot be read, or is not JSON
 */
export async function readJsonFile(path: string, what: string): Promise<unknown> {
  const fault = (problem: string, error: unknown) =>
    new CannotRun(`${path}: the ${what} ${problem} (${error instanceof Error ? error.message : String(error)})`);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fault('cannot be read', error);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw fault('is not JSON', error);
  }
}
