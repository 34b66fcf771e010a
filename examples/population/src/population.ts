import {
  CannotRun,
  type ImportContext,
  type ImportItem,
  openSource,
  type Problem,
  type Source,
  type SourceKind,
  type SourceOptions,
} from '@dormouse/example-importers';

const NONE = Number.NEGATIVE_INFINITY;
/** What is said of an input in which nothing can be used. */
export const NO_GOOD_ROW = 'there is no good row in it';

/** A subject in JSON, not yet checked, and where it stands. */
export interface RawSubject {
  readonly json: unknown;
  readonly line: number | null;
}

/** The identities of one input, and the instant to judge them at. */
export interface Population {
  readonly kind: SourceKind;
  /** UTC ms. */
  readonly at: number;
  readonly subjects: AsyncIterable<RawSubject> | Iterable<RawSubject>;
}

/** How to read an input, and whom to tell. */
export interface ReadOptions extends SourceOptions {
  /** Judge at this instant (UTC ms); null: at the newest one in the data. */
  readonly at: number | null;
  readonly problem: (problem: Problem) => void;
  readonly note: (message: string) => void;
  readonly tick: (rows: number) => void;
}

/**
 * Opens an input. Activity is summed up first, one record an identity. Subjects pass one by one; when no instant to
 * judge at is given, their file is read twice, the first time to find the newest instant in it.
 * @throws CannotRun when the input cannot be read, is nothing that is known, or has no good row
 */
export async function openPopulation(path: string, options: ReadOptions): Promise<Population> {
  const source = await openSource(path, options);
  let newest = NONE;
  const seen = (instant: number) => {
    if (instant > newest) newest = instant;
  };
  const context: ImportContext = { ...options, until: options.at, seen };
  if (source.kind === 'subjects') {
    if (options.at === null) await drain(source, context);
    const subjects = goodOnes(source.read(context), options);
    if (options.at === null && newest === NONE) for await (const _ of subjects);
    return { kind: source.kind, at: options.at ?? known(newest), subjects };
  }
  const subjects: RawSubject[] = [];
  for await (const subject of goodOnes(source.read(context), options)) subjects.push(subject);
  return { kind: source.kind, at: options.at ?? known(newest), subjects };
}

async function drain(source: Source, context: ImportContext): Promise<void> {
  if (source.once) throw new CannotRun('a pipe can be read only once: say with --at at which instant to judge');
  for await (const _ of source.read(context));
}

function known(newest: number): number {
  if (newest === NONE) throw new CannotRun(NO_GOOD_ROW);
  return newest;
}

async function* goodOnes(items: AsyncIterable<ImportItem>, options: ReadOptions): AsyncGenerator<RawSubject> {
  for await (const item of items) {
    if ('problem' in item) options.problem(item.problem);
    else yield { json: item.ok, line: item.line };
  }
}
