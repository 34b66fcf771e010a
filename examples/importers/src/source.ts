import { stat } from 'node:fs/promises';
import { CannotRun } from './cannot-run';
import { detect, expected, HEAD_SIZE } from './detect';
import { type FormatName, formatNames, formats, type Importer } from './formats';
import { importGitLog } from './formats/git-log';
import { importMappedCsv } from './formats/mapped-csv';
import type { Mapping } from './formats/mapping';
import type { ImportContext, ImportItem } from './importer';
import { chain, readBytes, readHead } from './read/bytes';

/** What an input can be. */
export type SourceKind = FormatName | 'git-repository' | 'mapped-csv';

/** An input that has been recognised. */
export interface Source {
  readonly kind: SourceKind;
  /** Reads it from the first byte. A pipe can be read only once. */
  readonly read: (context: ImportContext) => AsyncIterable<ImportItem>;
  readonly once: boolean;
}

/** What the caller knows of an input. */
export interface SourceOptions {
  /** The format by name. Default: it is recognised. */
  readonly as?: string | null;
  /** How to read a CSV of any columns. */
  readonly mapping?: Mapping | null;
}

/**
 * Recognises an input by its content, not by its name.
 * @throws CannotRun when it cannot be read, or is nothing that is known
 */
export async function openSource(path: string, { as = null, mapping = null }: SourceOptions = {}): Promise<Source> {
  const stats = await stat(path).catch(() => null);
  if (stats?.isDirectory()) {
    return { kind: 'git-repository', read: (context) => importGitLog(path, context), once: false };
  }
  const [head, rest] = await readHead(readBytes(path), HEAD_SIZE);
  const kind = mapping !== null ? 'mapped-csv' : as === null ? detect(head) : namedFormat(as);
  const importer: Importer =
    kind === 'mapped-csv' && mapping !== null
      ? (bytes, context) => importMappedCsv(bytes, context, mapping)
      : formats[kind as FormatName].read;
  const again = stats?.isFile() === true;
  if (again) await rest.return?.();
  const open = () => (again ? readBytes(path) : chain(head, rest));
  return { kind, read: (context) => importer(open(), context), once: !again };
}

function namedFormat(name: string): FormatName {
  const known = formatNames.find((each) => each === name);
  if (known === undefined) throw new CannotRun(`there is no format ${name}; ${expected}`);
  return known;
}
