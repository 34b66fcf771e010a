import { type ConsumerState, newConsumer } from '@dormouse/core';
import { ask, decideLoop } from './commit/decide-loop';
import { loadConsumer, writeConsumer } from './queries/consumers';
import { fromJson } from './sql/values';
import type { Place } from './update';

/** One decision about how far a consumer has come. */
export function updateConsumer(
  { session, names }: Place,
  accountId: string,
  name: string,
  decide: (state: ConsumerState) => ConsumerState,
): Promise<ConsumerState> {
  return decideLoop(session, {
    scope: accountId,
    locksFirst: false,
    lock: async (query) => {
      await query(loadConsumer(names, accountId, name, true));
    },
    make: async (query) => {
      const [row] = await query(loadConsumer(names, accountId, name, false));
      const before = row === undefined ? newConsumer : fromJson<ConsumerState>(row['record']);
      const state = ask(() => decide(before));
      if (state === before) return { answer: before, write: null, landed: null };
      const write = writeConsumer(names, accountId, name, state, row?.['version'] ?? null);
      // What is given back shares nothing with what was handed in.
      return { answer: structuredClone(state), write, landed: null };
    },
  });
}
