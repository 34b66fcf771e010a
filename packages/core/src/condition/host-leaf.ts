import type { Subject } from '../model/subject';
import { type Instant, NEVER } from '../time/instant';
import type { CompileContext } from './compile-context';
import { builtInFacts, timedFacts } from './facts';
import type { Horizon } from './horizon';
import type { HostAnswer, HostLeaf } from './host-answer';
import type { LeafPlan, Place } from './plan';
import { factReader } from './read-fact';
import type { TestNode } from './test-node';
import { UNKNOWN } from './truth';
import { unchecked } from './unchecked';

/** Whether a fact is none of the built-in ones: a checked condition then names a host fact (C7). */
export function isHostFact(fact: string): boolean {
  return !builtInFacts.has(fact);
}

/** The host facts that a leaf reads, each once. */
export function hostFactsOf({ place, other }: LeafPlan): readonly string[] {
  const facts = other === null ? [place.fact] : [place.fact, other.fact];
  return [...new Set(facts.filter(isHostFact))];
}

/** The side of a leaf that is a built-in fact; null when there is none. */
export function builtInSide({ place, other }: LeafPlan): Place | null {
  if (!isHostFact(place.fact)) return place;
  return other === null || isHostFact(other.fact) ? null : other;
}

/** How a leaf asks for its answer: the built-in side is read here and now, and the answer must be for that value. */
export type AskHost = (subject: Subject, at: Instant, horizon: Horizon) => HostAnswer | null;

/** Writes `horizon.until` when the built-in side is timed; sets it to never otherwise. */
export function hostAsker(plan: LeafPlan, context: CompileContext): AskHost {
  const leaf = hostLeafOf(plan, context);
  const side = builtInSide(plan);
  const read = side === null ? null : factReader(side, context.steps);
  const isTimed = side !== null && timedFacts.has(side.fact);
  return (subject, at, horizon) => {
    const against = read === null ? undefined : read(subject, at, horizon);
    if (!isTimed) horizon.until = NEVER;
    return horizon.host?.(subject, leaf, against, at) ?? null;
  };
}

/**
 * The test of a leaf that reads a host fact. An answer that has run out stands on in an imagined future (nothing new has
 * come in); one that was never given is unknown, and should be asked for at once.
 */
export function hostTest(plan: LeafPlan, context: CompileContext): TestNode {
  const ask = hostAsker(plan, context);
  return (subject, at, horizon) => {
    const answer = ask(subject, at, horizon);
    const until = answer === null ? at + 1 : answer.until;
    const isBound = answer === null ? (horizon.host ?? null) !== null : until > at;
    if (isBound && until < horizon.until) horizon.until = until;
    return answer === null ? UNKNOWN : answer.truth;
  };
}

function hostLeafOf(plan: LeafPlan, { zone, hostFacts }: CompileContext): HostLeaf {
  if (hostFactsOf(plan).some((fact) => hostFacts?.has(fact) !== true)) {
    throw unchecked('A condition reads an unknown fact.');
  }
  const { place, other, operator, literal } = plan;
  const parts = [describe(place), operator.decorators, operator.name, describe(other), literal, zone.name];
  return { key: JSON.stringify(parts), plan, zone };
}

function describe(place: Place | null): unknown {
  if (place?.window === undefined) return place;
  const { types, within, failures } = place.window;
  return { ...place, window: [[...types], within.text, failures] };
}
