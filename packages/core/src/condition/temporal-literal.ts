import type { JsonValue } from '../model/json';
import { parseDuration } from '../time/duration';
import { parseInstant } from '../time/instant';
import { addDuration, type Zone } from '../time/zone';
import type { Birthday } from './compare';
import { type DecoratedOperator, followOperand, type OperatorFamily } from './operators';
import { unchecked } from './unchecked';

/** A literal as the comparison wants it: instants and durations are read once, inside lists too. */
export function readTemporalLiteral(literal: JsonValue, operator: DecoratedOperator, zone: Zone): unknown {
  const { family, decorators } = operator;
  if (family !== 'instant' && family !== 'age') return literal;
  return readDeep(literal, followOperand(decorators, 'right').levels, family, zone);
}

function readDeep(literal: JsonValue, levels: number, family: OperatorFamily, zone: Zone): unknown {
  if (levels > 0 && Array.isArray(literal)) {
    return literal.map((element: JsonValue) => readDeep(element, levels - 1, family, zone));
  }
  const read = typeof literal !== 'string' ? null : family === 'age' ? birthday(literal, zone) : parseInstant(literal);
  if (read === null) throw unchecked('A temporal operator has no instant or duration.');
  return read;
}

function birthday(text: string, zone: Zone): Birthday | null {
  const duration = parseDuration(text);
  return duration === null ? null : (from) => addDuration(from, duration, zone);
}
