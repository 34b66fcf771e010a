import { formatInstant, type Instant, MAX_INSTANT, MIN_INSTANT, parseInstant } from '../../time/instant';
import { builtInFacts } from '../facts';
import type { Place } from '../plan';
import { FALSE, TRUE } from '../truth';
import type { LeafUse, Sample } from './leaf-use';
import { allows, type Truths } from './truths';

/** A comparison of a place, and what it may answer. */
export interface PlaceUse {
  readonly leaf: LeafUse;
  readonly allowed: Truths;
}

/** With more literals than this, a place is not reasoned about. */
const MOST_LITERALS = 400;

const sample = (value: unknown): Sample => ({ value, endless: false });
const missing: Sample = sample(undefined);
const emptyObject: Sample = sample(Object.freeze({}));
const endlessList: Sample = { value: Object.freeze([]), endless: true };

/**
 * Values of a place such that whatever it can be, one of them gives the same answer to every comparison in `uses`. null
 * when there would be too many.
 */
export function placeSamples(place: Place, uses: readonly PlaceUse[]): readonly Sample[] | null {
  const literals = literalsOf(uses);
  if (literals === null) return null;
  const shape = place.path.length > 0 ? 'any' : (builtInFacts.get(place.fact) ?? 'any');
  switch (shape) {
    case 'text':
      return [...texts(literals), ...(place.fact === 'parentId' ? [sample(null)] : [])];
    case 'boolean':
      return [sample(true), sample(false)];
    case 'number':
      return [...numbers(literals), missing];
    case 'instant':
      return [
        ...instants(literals),
        ...texts(literals).filter(isInstant),
        ...(place.fact === 'createdAt' ? [] : [missing]),
      ];
    case 'texts':
    case 'list':
      return [demandedList(uses), endlessList];
    case 'object':
      return [emptyObject];
    default:
      return [
        ...texts(literals),
        ...(uses.some(isTemporal) ? instants(literals) : []),
        ...numbers(literals),
        ...[null, true, false].map(sample),
        demandedList(uses),
        endlessList,
        emptyObject,
        missing,
      ];
  }
}

/** Every scalar that the comparisons name, each once. */
function literalsOf(uses: readonly PlaceUse[]): readonly unknown[] | null {
  const found = new Set<unknown>();
  for (const { leaf } of uses) {
    const { literal } = leaf.plan;
    const named: readonly unknown[] = Array.isArray(literal) ? literal : [literal];
    if (named.length > MOST_LITERALS) return null;
    for (const value of named) if (value === null || typeof value !== 'object') found.add(value);
    if (found.size > MOST_LITERALS) return null;
  }
  return [...found];
}

/** Every text that is named, and one that is not, and is no instant. */
function texts(literals: readonly unknown[]): readonly Sample[] {
  const named = literals.filter((value) => typeof value === 'string');
  let other = 'other';
  while (named.includes(other)) other += '-';
  return [...named, other].map(sample);
}

/** Every number that is named, and one in each gap. */
function numbers(literals: readonly unknown[]): readonly Sample[] {
  const named = literals.filter((value) => typeof value === 'number').sort((left, right) => left - right);
  const found = [...named, ...named.slice(1).map((upper, index) => between(named[index] ?? upper, upper))];
  const lowest = (named[0] ?? 0) - 1;
  const highest = (named[named.length - 1] ?? 0) + 1;
  return [...found, lowest, highest, -Number.MAX_VALUE, Number.MAX_VALUE].filter(Number.isFinite).map(sample);
}

/** Of large numbers the next whole one may round to the lower; then there may still be one between. */
function between(lower: number, upper: number): number {
  const whole = Math.floor(lower) + 1;
  return whole > lower && whole < upper ? whole : lower + (upper / 2 - lower / 2);
}

/** An instant at, between and around those that temporal comparisons name, in spellings that no literal has. */
function instants(literals: readonly unknown[]): readonly Sample[] {
  const named = [...new Set(literals.map(readInstant).filter((at) => at !== null))].sort((left, right) => left - right);
  const gaps = named.slice(1).map((upper, index) => Math.floor(((named[index] ?? upper) + upper) / 2));
  const around = [(named[0] ?? 1) - 1, (named[named.length - 1] ?? 0) + 1];
  const taken = new Set(literals);
  return [...named, ...gaps, ...around]
    .filter((at) => at >= MIN_INSTANT && at <= MAX_INSTANT)
    .map((at) => sample(spelled(at, taken)));
}

function isTemporal({ leaf: { plan } }: PlaceUse): boolean {
  return plan.operator.family === 'instant' || plan.operator.family === 'age';
}

function readInstant(literal: unknown): Instant | null {
  return typeof literal === 'string' ? parseInstant(literal) : null;
}

/** There are more fractions of a millisecond than literals. */
function spelled(at: Instant, taken: ReadonlySet<unknown>): string {
  const plain = formatInstant(at);
  let text = plain;
  for (let count = 1; taken.has(text); count++) text = plain.replace('Z', `${String(count).padStart(6, '0')}Z`);
  return text;
}

function isInstant({ value }: Sample): boolean {
  return readInstant(value) !== null;
}

/** The list of all that must be in it and of nothing else: if any list will do, this one does. */
function demandedList(uses: readonly PlaceUse[]): Sample {
  const elements: unknown[] = [];
  for (const { leaf, allowed } of uses) {
    if (leaf.answer === null || leaf.plan.operator.family !== 'containment') continue;
    const { literal } = leaf.plan;
    const without = leaf.answer(sample([]));
    const holds = leaf.answer(sample([literal]));
    if (!allows(allowed, without) && allows(allowed, holds) && (without === TRUE || without === FALSE)) {
      elements.push(literal);
    }
  }
  return sample(elements);
}
