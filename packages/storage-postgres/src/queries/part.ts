import type { Plan } from '../commit/plan';
import type { Names } from '../sql/names';
import type { Parameters } from '../sql/statement';

/**
 * A part of the one statement that writes a commit: common table expressions, and what must hold for the commit to stand.
 * When a check does not hold, the statement fails and nothing of it is written.
 */
export interface Part {
  readonly tables: readonly string[];
  readonly checks: readonly string[];
}

/** What the parts are written with. `account` is the SQL of the account's id. */
export interface PartContext {
  readonly names: Names;
  readonly p: Parameters;
  readonly account: string;
  readonly plan: Plan;
}

export const nothing: Part = { tables: [], checks: [] };

/** A check that a part has touched as many rows as it should. */
export function touched(name: string, count: number): string {
  return `(SELECT count(*) FROM ${name}) = ${count}`;
}
