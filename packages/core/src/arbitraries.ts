/**
 * The entry `@dormouse/core/arbitraries`: random policies, subjects and commands for property tests with fast-check, which
 * it needs; nothing else of Dormouse does. `runCommand` of `@dormouse/core/testing` does what a command says.
 */
export {
  type CommandsOptions,
  commandSequences,
  commands,
  type SequencesOptions,
} from './testing/arbitraries/commands';
export { type PoliciesOptions, policies } from './testing/arbitraries/policies';
export { type SubjectsOptions, subjects } from './testing/arbitraries/subjects';
