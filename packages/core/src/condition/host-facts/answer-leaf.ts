import type { JsonValue } from '../../model/json';
import { type Instant, NEVER } from '../../time/instant';
import type { CustomOperator } from '../custom-operator';
import type { HostAnswer, HostLeaf } from '../host-answer';
import type { HostQuestion } from '../host-facts-lane';
import { hostFactsOf, isHostFact } from '../host-leaf';
import { type JudgingParts, judgingParts } from '../leaf-closure';
import type { Place } from '../plan';
import { readPath } from '../read-path';
import { FALSE, TRUE, UNKNOWN } from '../truth';
import { stepsPerLeaf } from '../work-limit';
import type { KnownValue } from './fact-cache';
import type { LaneClock } from './lane-operators';
import { createLeafRunner, type RunLeaf } from './leaf-runner';

/** When a fact of which nothing at all is known is asked for again: a minute. */
const RETRY = 60_000;

/** Finds a value that was fetched for the identity of a question. */
export type FindValue = (fact: string) => KnownValue | undefined;

/** Answers the questions about one leaf, one after the other. */
export interface LeafAnswering {
  readonly leaf: HostLeaf;
  readonly answer: (question: HostQuestion, find: FindValue) => Promise<HostAnswer>;
}

/**
 * The answering of one leaf at one instant. The comparison of the compiled lane tells whether the two values can be judged
 * (C2), and until when (C5); json-rules-engine tells the answer. What cannot be judged never reaches it.
 */
export function answeringOf(
  leaf: HostLeaf,
  now: Instant,
  operators: ReadonlyMap<string, CustomOperator>,
): LeafAnswering {
  const { plan, zone } = leaf;
  const parts = judgingParts(plan, { zone, operators, steps: stepsPerLeaf(1) });
  const clock: LaneClock = { now };
  // An engine of its own for each call of the lane: its runs are awaited one by one.
  const run = createLeafRunner(leaf, clock, operators);
  return { leaf, answer: (question, find) => answerOne(question, find, now, parts, run) };
}

async function answerOne(
  { leaf, against }: HostQuestion,
  find: FindValue,
  now: Instant,
  parts: JudgingParts,
  run: RunLeaf,
): Promise<HostAnswer> {
  const { plan } = leaf;
  const known = hostFactsOf(plan).map((fact) => [fact, find(fact)] as const);
  const until = known.reduce((least, [, value]) => Math.min(least, value?.until ?? now + RETRY), NEVER);
  const unknown = (blame: readonly string[]): HostAnswer => ({ truth: UNKNOWN, since: now, until, against, blame });
  const failed = known.filter(([, value]) => value === undefined || value.value.state === 'failed');
  if (failed.length > 0) return unknown(failed.map(([fact]) => fact));
  const sideOf = (place: Place): JsonValue | undefined =>
    isHostFact(place.fact) ? jsonOf(find(place.fact)) : (against as JsonValue | undefined);
  const whole = { left: sideOf(plan.place), right: plan.other === null ? undefined : sideOf(plan.other) };
  const left = along(plan.place, whole.left);
  const right = plan.other === null ? parts.literal : along(plan.other, whole.right);
  const horizon = { until: NEVER };
  const blame = faultsOf(leaf, parts, left, right, now, horizon);
  if (blame.length > 0) return unknown(blame);
  // A path on what has none is a missing fact here, and the value itself to json-rules-engine.
  const answer = await run(left === undefined ? { ...whole, left } : whole);
  if (answer === null) return unknown(known.map(([fact]) => fact));
  return { truth: answer ? TRUE : FALSE, since: now, until: Math.min(until, horizon.until), against, blame: [] };
}

function jsonOf(known: KnownValue | undefined): JsonValue | undefined {
  return known?.value.state === 'value' ? known.value.value : undefined;
}

function along({ fact, path }: Place, value: unknown): unknown {
  return isHostFact(fact) ? readPath(value, path) : value;
}

/** The facts to blame when the two values cannot be judged; none when they can. Writes until when the answer holds. */
function faultsOf(
  { plan }: HostLeaf,
  { comparison, isTooLarge }: JudgingParts,
  leftValue: unknown,
  right: unknown,
  now: Instant,
  horizon: { until: Instant },
): readonly string[] {
  const leftFact = plan.place.fact;
  const rightFact = plan.other?.fact ?? leftFact;
  const left = leftValue === undefined && plan.operator.family === 'presence' ? null : leftValue;
  if (left === undefined || right === undefined) {
    return [left === undefined ? leftFact : rightFact, right === undefined ? rightFact : leftFact];
  }
  if (isTooLarge(left, right)) return [leftFact, rightFact];
  if (comparison.compare(left, right, now, horizon) !== UNKNOWN) {
    if (!comparison.timed) horizon.until = NEVER;
    return [];
  }
  const fault = comparison.fault(left, right);
  return [fault === 2 ? rightFact : leftFact, fault >= 2 ? rightFact : leftFact];
}
