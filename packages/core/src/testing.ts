/**
 * The entry `@dormouse/core/testing`: what a storage must do, as data for any test runner, and tools for tests of storages
 * and of hosts. It needs no test runner itself.
 */
export type { Command, CommandFields, CommandName } from './testing/commands/command';
export type { CommandStage } from './testing/commands/command-stage';
export { type CommandOutcome, type RunCommandOptions, runCommand } from './testing/commands/run-command';
export type { ContractCase, OpenStorage } from './testing/contract/contract-case';
export { type FlakyOptions, flaky } from './testing/flaky';
export {
  type Expected,
  type GivenOutcome,
  type GivenPolicy,
  type GivenSubject,
  givenPolicy,
} from './testing/given-policy';
export { jsonRoundTrip } from './testing/json-round-trip';
export { type LockstepOptions, type LockstepStorage, lockstep } from './testing/lockstep';
export { type ManualClock, manualClock } from './testing/manual-clock';
export { observe } from './testing/observe';
export type { Coverage } from './testing/policy-tests/coverage';
export type { CoverageItem, CoverageKind } from './testing/policy-tests/coverage-items';
export type {
  ExemptStep,
  GivenIdentity,
  PolicyExpectation,
  PolicyTestCase,
  PolicyTestDocument,
  TimelineStep,
  UpdateStep,
} from './testing/policy-tests/policy-test-document';
export type {
  PolicyTestFailure,
  PolicyTestReport,
  PolicyTestResult,
  PolicyTestRun,
} from './testing/policy-tests/policy-test-report';
export { runPolicyTests } from './testing/policy-tests/run-policy-tests';
export { storageContract } from './testing/storage-contract';
export { toPlain } from './testing/to-plain';
export { wrapStorage } from './testing/wrap-storage';
