import type { Identity } from '../../model/identity';
import type { HostFact } from './declaration';
import { failedValue, type HostValue, readHostValue } from './host-value';
import { settleWithin, type Timers } from './timers';

/** How many identities `resolveMany` is asked about at once. */
const MOST_AT_ONCE = 1_000;
/** How many calls of `resolve` run side by side. */
const SIDE_BY_SIDE = 50;

/** The values of one fact for identities, in their order. It never rejects. */
export async function fetchValues(
  fact: HostFact,
  identities: readonly Identity[],
  timers: Timers,
): Promise<readonly HostValue[]> {
  const { resolve, resolveMany } = fact;
  if (resolveMany !== null) return fetchMany(fact, resolveMany, identities, timers);
  return resolve === null ? identities.map(() => failedValue) : fetchEach(fact, resolve, identities, timers);
}

async function fetchMany(
  { timeLimit, type }: HostFact,
  resolveMany: NonNullable<HostFact['resolveMany']>,
  identities: readonly Identity[],
  timers: Timers,
): Promise<readonly HostValue[]> {
  const values: HostValue[] = [];
  for (let first = 0; first < identities.length; first += MOST_AT_ONCE) {
    const part = identities.slice(first, first + MOST_AT_ONCE);
    const settled = await settleWithin(() => resolveMany([...part]), timeLimit, timers);
    const read = settled.ok ? readerOf(settled.value, part) : null;
    part.forEach((identity, index) => {
      values.push(read === null ? failedValue : readHostValue(read(identity, index), type));
    });
  }
  return values;
}

/** How to find one identity's value in an answer; null for an answer that is neither a `Map` nor a list of its length. */
function readerOf(
  answer: unknown,
  identities: readonly Identity[],
): ((identity: Identity, index: number) => unknown) | null {
  if (answer instanceof Map) return ({ id }) => answer.get(id);
  if (!Array.isArray(answer) || answer.length !== identities.length) return null;
  return (_, index) => answer[index];
}

async function fetchEach(
  { timeLimit, type }: HostFact,
  resolve: NonNullable<HostFact['resolve']>,
  identities: readonly Identity[],
  timers: Timers,
): Promise<readonly HostValue[]> {
  const values: HostValue[] = identities.map(() => failedValue);
  const waiting = identities.entries();
  const work = async (): Promise<void> => {
    for (const [index, identity] of waiting) {
      const settled = await settleWithin(() => resolve(identity), timeLimit, timers);
      if (settled.ok) values[index] = readHostValue(settled.value, type);
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, identities.length) }, work));
  return values;
}
