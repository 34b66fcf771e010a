import { operatorTable } from '../../condition/custom-operator';
import { DormouseError } from '../../model/errors';
import { compilePolicies } from '../../policy/policy-set';
import { readPolicyTests } from './check-policy-tests';
import { watchCoverage } from './coverage';
import { coverableOf } from './coverage-items';
import type { PolicyTestReport, PolicyTestResult, PolicyTestRun } from './policy-test-report';
import { runTimeline } from './run-timeline';

/**
 * Runs the tests of policies. Each test has an engine and a storage of its own, on a clock that moves from one due instant
 * to the next, so that it goes the way that production goes. The guard and two-person activation are off.
 * @throws DormouseError `INVALID_ARGUMENT` (the tests), `INVALID_POLICY`, each with every issue in `data.issues`.
 * @example
 * const report = await runPolicyTests({ document, policies: [workforce], createStorage: memoryStorage });
 * if (report.failed > 0 || report.coverage.percent < 100) process.exitCode = 1;
 */
export async function runPolicyTests(run: PolicyTestRun): Promise<PolicyTestReport> {
  const { document, policies, createStorage, operators = [] } = run;
  const { settings, tests } = readPolicyTests(document);
  if (typeof createStorage !== 'function') {
    throw new DormouseError('INVALID_ARGUMENT', 'createStorage must be a function that gives a storage');
  }
  const own = { ...settings, guard: false, activation: null };
  const set = compilePolicies({ policies, settings: own, operators });
  const table = operatorTable(operators);
  const coverage = watchCoverage(set.policies.map((policy) => coverableOf(policy, table)));
  const bed = { createStorage, operators, policies, settings: own, set, coverage };
  const results: PolicyTestResult[] = [];
  for (const test of tests) {
    const failures = await runTimeline(test, bed);
    results.push({ name: test.name, passed: failures.length === 0, failures });
  }
  const failed = results.filter(({ passed }) => !passed).length;
  return { tests: results, passed: results.length - failed, failed, coverage: coverage.result() };
}
