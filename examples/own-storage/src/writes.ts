import { type Decide, isRemembered, type Storage } from '@dormouse/core';
import type { Journal } from './journal';
import { decode, encode, type Line, type LineOf, record } from './line';

/** The calls that write: the line comes first, and memory gets what it says, so that nothing is shared with the caller. */
export function writesTo(memory: Storage, { append, alone }: Journal) {
  const written = <L extends Line>(line: L): L => decode<L>(append(encode(line)));
  const writing = <T>(accountId: string, decide: Decide<T>): Decide<T> => {
    return (slots, ...more) => {
      const { commit, answer } = decide(slots, ...more);
      const line: LineOf<'commit'> = { wrote: 'commit', accountId, ids: slots.map(({ id }) => id), commit };
      return { commit: written(line).commit, answer };
    };
  };
  return {
    update: (accountId, ids, decide, options) =>
      alone(() => memory.update(accountId, ids, writing(accountId, decide), options)),
    updateDue: (request, decide) => alone(() => memory.updateDue(request, writing(request.accountId, decide))),
    recordActivity: (...asked) => alone(async () => record(memory, await lineOf(memory, written, ...asked))),
    updateConsumer: (accountId, name, decide) =>
      alone(() =>
        memory.updateConsumer(accountId, name, (before) => {
          const state = decide(before);
          return state === before ? before : written({ wrote: 'consumer', accountId, name, state }).state;
        }),
      ),
    updatePolicies: (accountId, decide, options) => {
      const line = (commit: LineOf<'policies'>['commit']) => written({ wrote: 'policies', accountId, commit });
      return alone(() => memory.updatePolicies(accountId, (...asked) => line(decide(...asked)).commit, options));
    },
    writeReportPart: (accountId, reportId, part) =>
      alone(async () => {
        await memory.writeReportPart(accountId, reportId, written({ wrote: 'report', accountId, reportId, part }).part);
      }),
    removeAccount: (accountId, check) =>
      alone(async () => {
        for await (const stored of memory.scan(accountId)) check(stored);
        written({ wrote: 'removal', accountId });
        return memory.removeAccount(accountId, () => undefined);
      }),
  } satisfies Partial<Storage>;
}

/** What recording activity writes, written. A repeat (E6) writes nothing. */
function lineOf(
  memory: Storage,
  written: (line: LineOf<'activity'>) => LineOf<'activity'>,
  ...[accountId, marks, { once, ...options }]: Parameters<Storage['recordActivity']>
): Promise<LineOf<'activity'>> {
  const look: Decide<LineOf<'activity'>> = (slots, _, known) => {
    const isRepeat = known !== null && isRemembered(known, options.now);
    const remember = isRepeat ? known : once?.remember(slots.flatMap(({ id, stored }) => (stored ? [] : [id])));
    const line: LineOf<'activity'> = { wrote: 'activity', accountId, marks, options: { ...options, remember } };
    return { commit: { put: [], remove: [], events: [] }, answer: isRepeat ? line : written(line) };
  };
  const ids = new Set(marks.map(({ identityId }) => identityId));
  return memory.update(accountId, [...ids], look, { idempotencyKey: once?.idempotencyKey ?? '' });
}
