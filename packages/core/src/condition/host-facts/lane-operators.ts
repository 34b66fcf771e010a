import { Operator } from 'json-rules-engine';
import { parseDuration } from '../../time/duration';
import { type Instant, parseInstant } from '../../time/instant';
import { addDuration, type Zone } from '../../time/zone';
import type { CustomOperator } from '../custom-operator';
import { instantOf } from '../read-fact';

/** What time it is in the lane: the operators that see the time look here. */
export interface LaneClock {
  now: Instant;
}

/**
 * What json-rules-engine is given beside its own operators: those of C4, and the host's (C6). The lane asks only what can
 * be judged, so none of them has to say unknown.
 */
export function laneOperators(
  clock: LaneClock,
  zone: Zone,
  custom: ReadonlyMap<string, CustomOperator>,
): readonly Operator[] {
  const turn = (from: unknown, age: unknown): Instant => {
    const duration = parseDuration(String(age));
    return duration === null ? Number.NaN : addDuration(instantOf(from), duration, zone);
  };
  return [
    new Operator('before', (left: unknown, right: unknown) => instantOf(left) < (parseInstant(String(right)) ?? 0)),
    new Operator('after', (left: unknown, right: unknown) => instantOf(left) > (parseInstant(String(right)) ?? 0)),
    new Operator('olderThan', (left: unknown, right: unknown) => clock.now >= turn(left, right)),
    new Operator('youngerThan', (left: unknown, right: unknown) => clock.now < turn(left, right)),
    new Operator('present', (left: unknown, right: unknown) => (left !== undefined && left !== null) === right),
    ...Array.from(
      custom.values(),
      // The host's own object decides; the wrapping only keeps its name and validator out of the way of others.
      (operator) => new Operator(operator.name, (left: unknown, right: unknown) => operator.evaluate(left, right)),
    ),
  ];
}
