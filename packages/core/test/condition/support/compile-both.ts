import { type ConditionEnvironment, checkCondition, checkNamedConditions } from '../../../src/condition/check';
import { createConditionCompiler } from '../../../src/condition/compile';
import type { CompiledCondition } from '../../../src/condition/compiled-condition';
import type { CustomOperator } from '../../../src/condition/custom-operator';
import type { Condition } from '../../../src/condition/language';
import type { Issue } from '../../../src/model/errors';
import { utc, type Zone } from '../../../src/time/zone';

export type Named = Readonly<Record<string, Condition>>;
export type Operators = ReadonlyMap<string, CustomOperator>;

export const noOperators: Operators = new Map();

export function environmentOf(named: Named = {}, operators: Operators = noOperators): ConditionEnvironment {
  return { attributes: null, named: new Set(Object.keys(named)), operators };
}

/** All issues of a condition and of the named ones. */
export function issuesOf(condition: unknown, named: Named = {}, operators: Operators = noOperators): readonly Issue[] {
  const issues: Issue[] = [];
  const environment = environmentOf(named, operators);
  checkNamedConditions(named, environment, issues);
  checkCondition(condition, '/when', environment, issues);
  return issues;
}

export interface BothLanes {
  readonly generated: CompiledCondition;
  readonly closures: CompiledCondition;
}

/** Checks and compiles a condition twice. */
export function compileBoth(
  condition: Condition,
  named: Named = {},
  operators: Operators = noOperators,
  zone: Zone = utc,
): BothLanes {
  const errors = issuesOf(condition, named, operators).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify({ errors, condition, named }));
  const compile = (codeGeneration: boolean): CompiledCondition =>
    createConditionCompiler({ named, zone, operators, codeGeneration })(condition);
  return { generated: compile(true), closures: compile(false) };
}
