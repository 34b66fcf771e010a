import { NEVER } from '../time/instant';
import { type Comparison, type Fault, joinFaults } from './comparison';
import type { Decorator } from './operators';
import { FALSE, TRUE, type Truth, UNKNOWN } from './truth';

/** Wraps a comparison in its decorators; the left-most is the outermost. */
export function decorate(comparison: Comparison, decorators: readonly Decorator[]): Comparison {
  return decorators.reduceRight(wrap, comparison);
}

function wrap(inner: Comparison, decorator: Decorator): Comparison {
  switch (decorator) {
    case 'not':
      return negate(inner);
    case 'swap':
      return swap(inner);
    case 'someFact':
      return overLeft(inner, TRUE);
    case 'everyFact':
      return overLeft(inner, FALSE);
    case 'someValue':
      return swap(overLeft(swap(inner), TRUE));
    case 'everyValue':
      return swap(overLeft(swap(inner), FALSE));
  }
}

/** The opposite of true and false; unknown stays unknown. */
export function opposite(truth: Truth): Truth {
  return truth === UNKNOWN ? UNKNOWN : truth === TRUE ? FALSE : TRUE;
}

function negate(inner: Comparison): Comparison {
  const { compare } = inner;
  return { ...inner, compare: (left, right, at, horizon) => opposite(compare(left, right, at, horizon)) };
}

function swap(inner: Comparison): Comparison {
  const { compare, fault, timed } = inner;
  return {
    compare: (left, right, at, horizon) => compare(right, left, at, horizon),
    fault: (left, right) => swappedFault[fault(right, left)],
    timed,
  };
}

const swappedFault: readonly [Fault, Fault, Fault, Fault] = [0, 2, 1, 3];

/** Some (`decisive` true) or every (false) element of the left value, after Kleene. */
function overLeft(inner: Comparison, decisive: Truth): Comparison {
  const { compare, fault, timed } = inner;
  const otherwise = decisive === TRUE ? FALSE : TRUE;
  return {
    compare: (left, right, at, horizon) => {
      if (timed) horizon.until = NEVER;
      if (!Array.isArray(left)) return UNKNOWN;
      let answer: Truth = otherwise;
      let until = NEVER;
      for (const element of left) {
        const truth = compare(element, right, at, horizon);
        if (truth === decisive) return decisive;
        if (truth === UNKNOWN) answer = UNKNOWN;
        if (timed && horizon.until < until) until = horizon.until;
      }
      if (timed) horizon.until = until;
      return answer;
    },
    fault: (left, right) => {
      if (!Array.isArray(left)) return 1;
      return left.reduce<Fault>((faults, element) => joinFaults(faults, fault(element, right)), 0);
    },
    timed,
  };
}
