import * as z from 'zod';

/*
 * The structure of a policy document as a zod schema, and from it the JSON Schema for editors. It never refuses what
 * `checkPolicy` accepts and refuses every structural error. What needs more than structure (an operator's value, the
 * order of stages, cyclic conditions) only `checkPolicy` sees: operators stay free texts here, because hosts add theirs.
 */

const id = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,256}$/u);
const text = (most: number): z.ZodString => z.string().max(most);
const duration = z
  .string()
  .regex(/^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/)
  .describe('An ISO-8601 duration of whole numbers, such as P45D or PT720H.');
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/)
  .describe('An ISO-8601 instant with an offset, such as 2026-01-01T00:00:00Z.');
const freeData = z.record(z.string(), z.unknown());

const notes = { name: z.string().optional(), priority: z.int().min(1).optional() };
const path = z
  .string()
  .regex(/^\$(?:\.[A-Za-z_][A-Za-z0-9_-]*|\[\d+\])+$/)
  .describe('A plain property path, such as $.a.b[0].c.');

const ofFact = { fact: z.string(), path: path.optional(), params: freeData.optional() };

// An object with a fact is a reference, and nothing else; without one it is a literal like any other.
const literalObject = z.object({ fact: z.never().optional() }).catchall(z.unknown());
const value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.unknown()),
  z.strictObject(ofFact).describe('A reference to another fact.'),
  literalObject,
]);

const leaf = z
  .strictObject({ ...ofFact, operator: z.string(), value, ...notes })
  .describe('A comparison of a fact with a value, or with another fact.');

const all = z.strictObject({
  get all(): z.ZodArray<typeof node> {
    return z.array(node).min(1);
  },
  ...notes,
});
const any = z.strictObject({
  get any(): z.ZodArray<typeof node> {
    return z.array(node).min(1);
  },
  ...notes,
});
const not = z.strictObject({
  get not(): typeof node {
    return node;
  },
  ...notes,
});
const reference = z.strictObject({ condition: z.string(), ...notes });

const node: z.ZodType = z.union([all, any, not, reference, leaf]).meta({ id: 'conditionNode' });
const condition: z.ZodType = z
  .union([all, any, not, reference])
  .meta({ id: 'condition', description: "A condition in json-rules-engine's language." });

const control = z.strictObject({ type: z.string(), reasonCode: id });
const stage = z.union([
  z.strictObject({
    id,
    after: duration,
    notify: id,
    control: z.null().optional(),
    notice: z.literal('none').nullish(),
  }),
  z.strictObject({ id, after: duration, control, notify: z.null().optional(), notice: z.literal('none').nullish() }),
]);
const stages = z.array(stage).max(100);

const rule = z.strictObject({
  id,
  when: condition.nullish(),
  counts: z.strictObject({ types: z.array(id).max(1_000).nullish(), failures: z.boolean().nullish() }).nullish(),
  neverActive: z.union([z.enum(['same', 'ignore']), z.strictObject({ stages })]).nullish(),
  stages,
  onReturn: z.union([z.enum(['keep', 'lift']), z.strictObject({ require: z.array(id).max(100) })]).nullish(),
});

const exempt = z.strictObject({
  id,
  when: condition,
  reason: text(2_000).nullish(),
  owner: id.nullish(),
  reviewBy: instant.nullish(),
});

const requirement = z.strictObject({
  type: id,
  dueWithin: duration.nullish(),
  validFor: duration.nullish(),
  renewalGrace: duration.nullish(),
  onOverdue: z.union([z.enum(['DENY', 'WAIT']), z.strictObject({ control })]).nullish(),
  whilePending: z.literal('block').nullish(),
});

const requirementSet = z.strictObject({
  id,
  when: condition.nullish(),
  require: z.array(z.union([z.strictObject({ oneOf: z.array(requirement).min(1).max(100) }), requirement])).max(1_000),
});

/** The structure of a policy document (semantics §5) as a zod schema. */
export const policySchema: z.ZodType = z
  .strictObject({
    $schema: text(2_000).nullish(),
    id,
    title: text(2_000).nullish(),
    description: text(20_000).nullish(),
    timeZone: z.string().nullish().describe('An IANA time zone name; UTC by default.'),
    attributes: z.record(z.string(), z.enum(['string', 'number', 'boolean', 'instant', 'list'])).nullish(),
    conditions: z.record(z.string(), condition).nullish(),
    appliesTo: condition.nullish(),
    inactivity: z.array(rule).max(1_000).nullish(),
    exempt: z.array(exempt).max(1_000).nullish(),
    requirements: z.array(requirementSet).max(1_000).nullish(),
    meta: freeData.nullish(),
  })
  .describe('A Dormouse policy: who it selects, when they are inactive, what follows, and what they must show.');

/** The JSON Schema (draft 2020-12) of a policy document, for editors and other languages. */
export const policyJsonSchema: Readonly<Record<string, unknown>> = z.toJSONSchema(policySchema, {
  target: 'draft-2020-12',
  io: 'input',
});
