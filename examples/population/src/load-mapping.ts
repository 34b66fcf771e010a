import { type Mapping, readMapping } from '@dormouse/example-importers';
import { readJsonFile } from './read-json-file';

/**
 * Reads a mapping file.
 * @throws CannotRun with the member that is wrong
 */
export async function loadMapping(path: string): Promise<Mapping> {
  return readMapping(await readJsonFile(path, 'mapping'));
}
