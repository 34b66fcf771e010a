import { DormouseError } from '../../model/errors';
import type { Identity } from '../../model/identity';
import type { Instant } from '../../time/instant';
import { addDuration, utc } from '../../time/zone';
import type { CustomOperator } from '../custom-operator';
import type { HostAnswer } from '../host-answer';
import type { HostFactsLane, HostQuestion } from '../host-facts-lane';
import { hostFactsOf } from '../host-leaf';
import { answeringOf, type LeafAnswering } from './answer-leaf';
import { type HostFact, type HostFactDeclaration, readDeclarations } from './declaration';
import { createFactCache, type FactCache, type KnownValue } from './fact-cache';
import { fetchValues } from './fetch-values';
import type { Timers } from './timers';

export interface HostFactsOptions {
  /** The facts by name. */
  readonly facts: Readonly<Record<string, HostFactDeclaration>>;
  /** Waits for facts that take long: the core has no timers of its own. */
  readonly timers: Timers;
  /** For how many identities values are kept. Default: 100,000. */
  readonly most?: number;
}

const MOST_IDENTITIES = 100_000;

/**
 * The host-facts lane (C7): json-rules-engine answers the leaves that read host facts, shielded from its known faults.
 * @throws DormouseError `INVALID_ARGUMENT` for a declaration that is refused, and for `timers` that are none.
 * @example
 * const lane = hostFactsLane({
 *   facts: { riskScore: { resolveMany: (identities) => scores.of(identities.map(({ id }) => id)), maxAge: 'PT1H', type: 'number' } },
 *   timers: { setTimeout, clearTimeout },
 * });
 * const dormouse = createDormouse({ storage, clock, hostFacts: lane });
 */
export function hostFactsLane(options: HostFactsOptions): HostFactsLane {
  const { timers, most = MOST_IDENTITIES } = options;
  const facts = readDeclarations(options.facts);
  if (typeof timers?.setTimeout !== 'function' || typeof timers.clearTimeout !== 'function') {
    throw new DormouseError('INVALID_ARGUMENT', 'timers must have the functions setTimeout and clearTimeout', {
      name: 'timers',
    });
  }
  if (!(Number.isInteger(most) && most >= 1)) {
    throw new DormouseError('INVALID_ARGUMENT', 'most must be a whole number from 1', { name: 'most' });
  }
  const cache = createFactCache(most);
  return {
    facts: new Map(Array.from(facts, ([name, { type }]) => [name, type])),
    answer: async (questions, now, operators) => {
      const found = await findValues(questions, now, facts, cache, timers);
      return answerAll(questions, now, operators, found);
    },
  };
}

/** The values of one call: they are held here, so that the cache may forget at any time. */
type Found = ReadonlyMap<string, ReadonlyMap<string, KnownValue>>;

async function findValues(
  questions: readonly HostQuestion[],
  now: Instant,
  facts: ReadonlyMap<string, HostFact>,
  cache: FactCache,
  timers: Timers,
): Promise<Found> {
  const wanted = new Map<string, Map<string, Identity>>();
  for (const { identity, leaf } of questions) {
    for (const fact of hostFactsOf(leaf.plan)) {
      const identities = wanted.get(fact) ?? new Map<string, Identity>();
      wanted.set(fact, identities.set(keyOf(identity), identity));
    }
  }
  const found = new Map<string, ReadonlyMap<string, KnownValue>>();
  await Promise.all(
    Array.from(wanted, async ([name, identities]) => {
      const fact = facts.get(name);
      if (fact !== undefined) found.set(name, await valuesOf(fact, [...identities.values()], now, cache, timers));
    }),
  );
  return found;
}

async function valuesOf(
  fact: HostFact,
  identities: readonly Identity[],
  now: Instant,
  cache: FactCache,
  timers: Timers,
): Promise<ReadonlyMap<string, KnownValue>> {
  const values = new Map<string, KnownValue>();
  const missing: Identity[] = [];
  for (const identity of identities) {
    const known = cache.find(identity, fact.name, now);
    if (known === undefined) missing.push(identity);
    else values.set(keyOf(identity), known);
  }
  const fetched = await fetchValues(fact, missing, timers);
  missing.forEach((identity, index) => {
    const value = fetched[index];
    if (value === undefined) return;
    const until = addDuration(now, value.state === 'failed' ? fact.retryAfter : fact.maxAge, utc);
    values.set(keyOf(identity), { value, until });
    cache.keep(identity, fact.name, { value, until });
  });
  return values;
}

/** Leaf by leaf, and one question after the other: runs of one `Engine` must not overlap. */
async function answerAll(
  questions: readonly HostQuestion[],
  now: Instant,
  operators: ReadonlyMap<string, CustomOperator>,
  found: Found,
): Promise<readonly HostAnswer[]> {
  const answering = new Map<string, LeafAnswering>();
  const answers: HostAnswer[] = [];
  for (const question of questions) {
    const { identity, leaf } = question;
    const of = answering.get(leaf.key) ?? answeringOf(leaf, now, operators);
    answering.set(leaf.key, of);
    const key = keyOf(identity);
    answers.push(await of.answer(question, (fact) => found.get(fact)?.get(key)));
  }
  return answers;
}

/** Ids hold no control characters. */
function keyOf({ accountId, id }: Identity): string {
  return `${accountId}\n${id}`;
}
