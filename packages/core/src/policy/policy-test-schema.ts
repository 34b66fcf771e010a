import * as z from 'zod';
import { statuses } from '../model/status';

/*
 * The structure of the tests of policies, for editors. It accepts what `runPolicyTests` accepts, and refuses what its
 * structure alone shows to be wrong; the order of steps only the runner sees.
 */

const id = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,256}$/u);
const name = z.string().max(600);
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/)
  .describe('A date (its first instant in UTC), or an instant such as 2026-01-01T09:00:00Z.');
const data = z.record(z.string(), z.unknown());
const names = z.array(name).max(1_000);
const texts = z.array(id).max(1_000);

const given = z
  .strictObject({
    createdAt: instant,
    kind: id.nullish().describe('`user` by default.'),
    name: z.string().max(2_000).nullish(),
    parentId: id.nullish(),
    attributes: data.nullish(),
    labels: texts.nullish(),
  })
  .describe('The identity, registered when it is created.');

const expectation = z
  .strictObject({
    status: z.enum(statuses).nullish(),
    controls: texts.nullish().describe('The types of the active controls.'),
    notices: names.nullish().describe('The stages whose notices were sent and stand.'),
    rules: names.nullish().describe('The rules that govern.'),
    exempt: names.nullish().describe('The standing exemptions that hold.'),
    requirements: z.record(z.string(), id).nullish().describe('All requirements by type, with their states.'),
    undecided: names.nullish().describe('What is not known, such as `inactivity/contractors/when`.'),
  })
  .describe('What is left out is not looked at; lists are whole, in any order.');

const activity = z.union([id, z.strictObject({ type: id, outcome: z.enum(['success', 'failure']).nullish() })]);
const update = z.strictObject({ kind: id.nullish(), attributes: data.nullish(), labels: texts.nullish() });
const exempt = z.strictObject({
  kind: z.enum(['EXEMPTION', 'POSTPONEMENT', 'LEGAL_HOLD']),
  until: instant.nullish(),
  policyId: id.nullish(),
  ruleId: id.nullish(),
});

const step = z
  .strictObject({
    on: instant,
    activity: activity.nullish().describe('The identity does something of this type.'),
    update: update.nullish().describe('Its data changes; what is left out stays.'),
    meet: id.nullish().describe('A requirement of this type is met.'),
    fail: id.nullish().describe('A requirement of this type fails.'),
    waive: id.nullish().describe('A requirement of this type is waived.'),
    restrict: id.nullish().describe('A person sets a control of this type.'),
    lift: id.nullish().describe('An operator deletes the active control of this type.'),
    exempt: exempt.nullish().describe('An exemption begins; without `until` it is indefinite.'),
    acknowledge: name.nullish().describe('The delivery of the notice of this stage is acknowledged.'),
    expect: expectation.nullish(),
  })
  .describe('What happens, or is expected, at an instant: exactly one member beside `on`.');

/** The structure of the tests of policies as a zod schema. */
export const policyTestSchema: z.ZodType = z
  .strictObject({
    $schema: z.string().max(2_000).nullish(),
    policies: z.array(z.string().max(2_000)).max(100).nullish().describe('The files of the policies, from this one.'),
    settings: data.nullish().describe('Settings of the account; the guard is off in tests.'),
    tests: z
      .array(z.strictObject({ name: z.string().max(500), given, timeline: z.array(step).max(1_000) }))
      .max(10_000),
  })
  .describe('Tests of Dormouse policies: identities, what happens to each over time, and what is expected when.');

/** The JSON Schema (draft 2020-12) of the tests of policies, for editors. */
export const policyTestJsonSchema: Readonly<Record<string, unknown>> = z.toJSONSchema(policyTestSchema, {
  target: 'draft-2020-12',
  io: 'input',
});
