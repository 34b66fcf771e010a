import { readFile } from 'node:fs/promises';
import { CannotRun } from './cannot-run';

/**
 * Reads a JSON file.
 * @throws CannotRun when it cannot be read, or is no JSON
 */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new CannotRun(`${path}: it cannot be read (${messageOf(error)})`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CannotRun(`${path}: it is not JSON (${messageOf(error)})`);
  }
}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
