import type { CaseDoc, CaseResult } from './case-types';
import { evaluateAt } from './evaluate-at';
import { validUntil } from './horizon';
import { nextTransition } from './next-transition';
import { readCase } from './situation';
import { formatInstant, formatOrNull, instantOf } from './time';

/** The result, and the contested readings (READINGS.md) that it rests on. */
export interface OracleAnswer {
  readonly result: CaseResult;
  readonly readings: readonly string[];
}

/** Evaluates a valid case by the plainest means, and says which contested readings the answer went through. */
export function evaluateWithReadings(doc: CaseDoc): OracleAnswer {
  const situation = readCase(doc);
  const snapshot = evaluateAt(situation, instantOf(doc.at));
  const until = validUntil(situation, snapshot);
  const next = nextTransition(situation, snapshot.t, snapshot.status);
  const result: CaseResult = {
    id: doc.id ?? null,
    status: snapshot.status,
    validUntil: formatOrNull(until),
    policies: snapshot.policies,
    due: snapshot.due,
    statusDetails: {
      ...snapshot.details,
      nextTransition: next === null ? null : { at: formatInstant(next.at), to: next.to },
    },
  };
  return { result, readings: [...situation.notes].sort() };
}

/** The oracle: the result of a valid case, in the form of the JSON forms. */
export function evaluateCase(doc: CaseDoc): CaseResult {
  return evaluateWithReadings(doc).result;
}
