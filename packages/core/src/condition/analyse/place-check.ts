import { type Duration, isAtMost, parseDuration } from '../../time/duration';
import { utc } from '../../time/zone';
import { instantOf } from '../read-fact';
import { FALSE, TRUE, UNKNOWN } from '../truth';
import type { Effort } from './effort';
import type { Sample } from './leaf-use';
import { type PlaceUse, placeSamples } from './place-samples';
import { allows } from './truths';

/**
 * A value of one place with which all its comparisons can answer as they may: `null` when there is certainly none,
 * `anything` when the place cannot be reasoned about.
 */
export type PlaceAnswer = Sample | 'anything' | null;

/** Looks for a value of the place that all `uses` share. */
export function placeAnswer(uses: readonly PlaceUse[], effort: Effort): PlaceAnswer {
  const first = uses[0];
  const known = uses.filter(({ leaf }) => leaf.answer !== null || leaf.reached !== null);
  if (first === undefined || known.length === 0) return 'anything';
  const samples = placeSamples(first.leaf.plan.place, known);
  if (samples === null) return 'anything';
  effort.left -= samples.length * known.length;
  const agesMeet = canHaveAge(known);
  return samples.find((sample) => known.every((use) => suits(use, sample, agesMeet))) ?? null;
}

function suits({ leaf, allowed }: PlaceUse, sample: Sample, agesMeet: boolean): boolean {
  if (leaf.answer !== null) return allows(allowed, leaf.answer(sample));
  const isInstant = !Number.isNaN(instantOf(sample.value));
  if (!isInstant) return allows(allowed, UNKNOWN);
  return agesMeet && (allows(allowed, TRUE) || allows(allowed, FALSE));
}

/** An age that must be reached, or must not be. */
interface AgeBound {
  readonly after: Duration;
  readonly zone: string;
  readonly exactDays: boolean;
}

/** Whether some instant has reached all ages that it must, and none that it must not. False only when that is certain. */
function canHaveAge(uses: readonly PlaceUse[]): boolean {
  const reached: AgeBound[] = [];
  const notReached: AgeBound[] = [];
  for (const { leaf, allowed } of uses) {
    const { literal } = leaf.plan;
    if (leaf.reached === null || typeof literal !== 'string') continue;
    const after = parseDuration(literal);
    const mayBeReached = allows(allowed, leaf.reached);
    const mayBeYounger = allows(allowed, leaf.reached === TRUE ? FALSE : TRUE);
    if (after === null || mayBeReached === mayBeYounger) continue;
    const { zone } = leaf.scope;
    (mayBeReached ? reached : notReached).push({ after, zone: zone.name, exactDays: zone === utc });
  }
  return !reached.some((lower) => notReached.some((upper) => isNeverBetween(lower, upper)));
}

function isNeverBetween(lower: AgeBound, upper: AgeBound): boolean {
  if (lower.zone !== upper.zone) return false;
  return isAtMost(upper.after, lower.after, lower.exactDays);
}
