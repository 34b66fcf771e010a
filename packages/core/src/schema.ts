/**
 * The structure of policy documents and of their tests, as zod schemas and as JSON Schema. It is an entry of its own, so that zod is only
 * loaded where it is wanted.
 */
export { policyTestJsonSchema, policyTestSchema } from './policy/policy-test-schema';
export { policyJsonSchema, policySchema } from './policy/schema';
