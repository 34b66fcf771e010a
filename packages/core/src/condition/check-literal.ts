import { pointTo } from '../model/shape';
import { parseDuration } from '../time/duration';
import { parseInstant } from '../time/instant';
import type { CheckWalk } from './check-walk';
import type { Need } from './shape';

/** The longest list that a decorator may walk in a policy. */
const MOST_ELEMENTS = 1_000;

const wanted: Readonly<Record<Need, string>> = {
  any: 'a value',
  scalar: 'a value',
  number: 'a finite number',
  list: 'a list',
  instant: 'an instant with an offset, such as 2026-01-01T00:00:00Z',
  duration: 'a duration, such as P90D',
  boolean: 'true or false',
};

/** Called with each part of a literal that the operator will see, and its pointer. */
export type VisitPart = (part: unknown, pointer: string) => void;

/** Checks that a literal is what is needed after `levels` lists have been gone into, and visits those parts. */
export function checkLiteral(
  value: unknown,
  levels: number,
  need: Need,
  pointer: string,
  walk: CheckWalk,
  visit: VisitPart,
): void {
  if (levels === 0) {
    if (literalFits(value, need)) visit(value, pointer);
    else walk.report('INVALID_VALUE', pointer, `The operator needs ${wanted[need]} here.`);
  } else if (!Array.isArray(value)) {
    walk.report('INVALID_VALUE', pointer, 'The decorator needs a list here.');
  } else if (value.length > MOST_ELEMENTS) {
    walk.report('VALUE_TOO_LONG', pointer, `A list that a decorator walks has at most ${MOST_ELEMENTS} elements.`);
  } else {
    for (const [index, element] of value.entries()) {
      checkLiteral(element, levels - 1, need, pointTo(pointer, String(index)), walk, visit);
    }
  }
}

function literalFits(value: unknown, need: Need): boolean {
  switch (need) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'list':
      return Array.isArray(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'instant':
      return typeof value === 'string' && parseInstant(value) !== null;
    case 'duration':
      return typeof value === 'string' && parseDuration(value) !== null;
    case 'any':
    case 'scalar':
      return true;
  }
}
