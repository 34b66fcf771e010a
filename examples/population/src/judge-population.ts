import { evaluate, isDormouseError, type PolicySet, parseSubject, type Subject } from '@dormouse/core';
import type { Problem } from '@dormouse/example-importers';
import { CannotRun } from '@dormouse/example-importers';
import { type IdentityResult, readEvaluation } from './judge-identity';
import { NO_GOOD_ROW, type Population, type RawSubject } from './population';
import { Summary } from './summary';

/** Whom to tell while the population passes. */
export interface Listener {
  readonly result: (result: IdentityResult) => void | Promise<void>;
  readonly problem: (problem: Problem) => void;
}

/**
 * Judges a population in one pass: each identity is checked, evaluated, told to the listener, counted and let go.
 * @throws CannotRun when nobody is left to judge
 */
export async function judgePopulation(population: Population, set: PolicySet, listener: Listener): Promise<Summary> {
  const summary = new Summary(population.at);
  const at = new Date(population.at);
  for await (const raw of population.subjects) {
    const subject = check(raw, set, listener);
    if (subject === null) continue;
    if (subject.identity.createdAt > population.at) {
      summary.notYet += 1;
      continue;
    }
    const result = readEvaluation(subject, evaluate(set, subject, at));
    summary.add(result);
    await listener.result(result);
  }
  if (summary.total > 0) return summary;
  throw new CannotRun(summary.notYet > 0 ? `nobody in it existed at ${at.toISOString()}` : NO_GOOD_ROW);
}

function check(raw: RawSubject, set: PolicySet, listener: Listener): Subject | null {
  try {
    return parseSubject(raw.json, set.settings.controlTypes);
  } catch (error) {
    if (!isDormouseError(error)) throw error;
    const faults = (error.data.issues ?? []).map(({ pointer, message }) => `${pointer || '/'} ${message}`);
    const more = faults.length > 3 ? `; and ${faults.length - 3} more` : '';
    listener.problem({ line: raw.line, message: `${error.message}: ${faults.slice(0, 3).join('; ')}${more}` });
    return null;
  }
}
