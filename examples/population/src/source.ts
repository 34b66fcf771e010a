import { stat } from 'node:fs/promises';
import { chain, readBytes, readHead } from './bytes';
import { detect, type FileKind, HEAD_SIZE } from './detect';
import { importCredentialReport } from './importers/credential-report';
import { importGitActivityCsv } from './importers/git-activity-csv';
import { importGitLog } from './importers/git-log';
import type { ImportContext, ImportItem } from './importers/importer';
import { importSubjectsNdjson } from './importers/subjects-ndjson';

/** What an input can be. */
export type SourceKind = FileKind | 'git-repository';

/** An input that has been recognised. */
export interface Source {
  readonly kind: SourceKind;
  /** Reads it from the first byte. A pipe can be read only once. */
  readonly read: (context: ImportContext) => AsyncIterable<ImportItem>;
  readonly once: boolean;
}

const importers: Readonly<
  Record<FileKind, (bytes: AsyncIterable<Uint8Array>, context: ImportContext) => AsyncIterable<ImportItem>>
> = {
  'activity-csv': importGitActivityCsv,
  'credential-report': importCredentialReport,
  subjects: importSubjectsNdjson,
};

/**
 * Recognises an input by its content, not by its name.
 * @throws CannotRun when it cannot be read, or is nothing that is known
 */
export async function openSource(path: string): Promise<Source> {
  const stats = await stat(path).catch(() => null);
  if (stats?.isDirectory()) {
    return { kind: 'git-repository', read: (context) => importGitLog(path, context), once: false };
  }
  const [head, rest] = await readHead(readBytes(path), HEAD_SIZE);
  const kind = detect(head);
  const again = stats?.isFile() === true;
  if (again) await rest.return?.();
  const open = () => (again ? readBytes(path) : chain(head, rest));
  return { kind, read: (context) => importers[kind](open(), context), once: !again };
}
