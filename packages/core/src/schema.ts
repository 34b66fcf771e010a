/**
 * The structure of policy documents, as a zod schema and as JSON Schema. It is an entry of its own, so that zod is only
 * loaded where it is wanted.
 */
export { policyJsonSchema, policySchema } from './policy/schema';
