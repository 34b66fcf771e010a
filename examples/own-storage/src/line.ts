import type { ActivityMark, Commit, ConsumerState, PolicyCommit, RecordOptions, Storage } from '@dormouse/core';

/** What one call wrote to one account. All of it is there, or the line is not. */
export type Line = { readonly accountId: string } & (
  | { readonly wrote: 'commit'; readonly ids: readonly string[]; readonly commit: Commit }
  | { readonly wrote: 'activity'; readonly marks: readonly ActivityMark[]; readonly options: RecordedWith }
  | { readonly wrote: 'policies'; readonly commit: PolicyCommit }
  | { readonly wrote: 'consumer'; readonly name: string; readonly state: ConsumerState }
  | { readonly wrote: 'report'; readonly reportId: string; readonly part: Parts[2] }
  | { readonly wrote: 'removal' }
);

type Parts = Parameters<Storage['writeReportPart']>;

/** The answer under the key (E6) instead of the function that makes it. */
type RecordedWith = Omit<RecordOptions, 'once'> & { readonly remember: Commit['remember'] | undefined };

export type LineOf<W extends Line['wrote']> = Extract<Line, { readonly wrote: W }>;

/** JSON has no word for `Infinity`, which is the `expiresAt` of what never expires: the line says null. */
export function encode(line: Line): string {
  return JSON.stringify(line, (_, value) => (value === Number.POSITIVE_INFINITY ? null : value));
}

export function decode<L extends Line>(text: string): L {
  const line = JSON.parse(text) as L;
  if (line.wrote !== 'commit') return line;
  const put = line.commit.put.map((each) => ({ ...each, expiresAt: each.expiresAt ?? Number.POSITIVE_INFINITY }));
  return { ...line, commit: { ...line.commit, put } };
}

/** Writes a line once more. It is refused if it was refused then: that depends on what is stored, and on nothing else. */
export async function replay(storage: Storage, text: string): Promise<unknown> {
  const line = decode(text);
  switch (line.wrote) {
    case 'commit':
      return storage.update(line.accountId, line.ids, () => ({ commit: line.commit, answer: null }));
    case 'activity':
      return record(storage, line);
    case 'policies':
      return storage.updatePolicies(line.accountId, () => line.commit);
    case 'report':
      return storage.writeReportPart(line.accountId, line.reportId, line.part);
    case 'consumer':
      return storage.updateConsumer(line.accountId, line.name, () => line.state);
    case 'removal':
      return storage.removeAccount(line.accountId, () => undefined);
  }
}

/** Merging activity again gives the same (A1). */
export function record(storage: Storage, { accountId, marks, options: { remember, ...rest } }: LineOf<'activity'>) {
  const once = remember && { once: { idempotencyKey: remember.key, remember: () => remember } };
  return storage.recordActivity(accountId, marks, { ...rest, ...once });
}
