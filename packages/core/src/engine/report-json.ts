import { isDormouseError } from '../model/errors';
import type { JsonValue } from '../model/json';
import type { Run } from '../model/run';
import { isObject } from '../model/shape';
import { plainAnswer, refusalOf, refusalToJson } from './once';
import type { SweepReport } from './sweep-report';

/** The report of a sweep as JSON, to be remembered (E6). Of an error that is no `DormouseError` only the message is kept. */
export function reportToJson({ troubles, ...report }: SweepReport): JsonValue {
  const told = troubles.map(({ error, ...where }) => ({ ...where, error: errorToJson(error) }));
  return plainAnswer.write({ ...report, troubles: told });
}

/** The report again. */
export function reportOfJson(answer: JsonValue): SweepReport {
  const report = answer as unknown as SweepReport;
  return { ...report, troubles: report.troubles.map((trouble) => ({ ...trouble, error: errorOf(trouble.error) })) };
}

/** The report of a run that is going on: its record, without what only the sweep itself knows. */
export function reportSoFar(run: Run): SweepReport {
  const { id: runId, evaluated, acted, errors, state } = run;
  const [halted, aborted] = [state === 'halted', state === 'aborted'];
  return { runId, evaluated, acted, errors, ...nothingListed, runs: [run], halted, aborted };
}

const nothingListed = { troubles: [], undecided: [], undecidedExamples: [] };

function errorToJson(error: unknown): JsonValue {
  return isDormouseError(error) ? refusalToJson(error) : { message: String(error) };
}

function errorOf(json: unknown): Error {
  return isObject(json) && typeof json['code'] === 'string'
    ? refusalOf(json)
    : new Error(String(isObject(json) ? json['message'] : json));
}
