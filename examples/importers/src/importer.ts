import type { SubjectJson } from '@dormouse/core';

/** What an identity did of one type, in the JSON form of a subject. */
export type ActivityJson = NonNullable<SubjectJson['activity']>[string];

/** Something in the input that could not be used. It never stops the rest. */
export interface Problem {
  /** The line of the file, from 1; null when the source has no lines. */
  readonly line: number | null;
  readonly message: string;
}

/** What an importer yields: a subject, not yet checked by the core, or a problem. */
export type ImportItem = { readonly ok: unknown; readonly line: number | null } | { readonly problem: Problem };

/** What an importer is told, and what it tells beside the items. */
export interface ImportContext {
  /** Judge as of this instant (UTC ms): what happened later is left out. null: everything counts. */
  readonly until: number | null;
  /** Called with each past instant in the data (UTC ms): the newest is the default of `--at`. */
  readonly seen: (instant: number) => void;
  /** Called with something that the reader should know. */
  readonly note: (message: string) => void;
  /** Called with the number of rows read since the last call. */
  readonly tick: (rows: number) => void;
}
