import fc from 'fast-check';
import type { JsonObject } from '../../model/json';
import type { OnOverdue } from '../../model/requirement';
import type { Command, CommandFields, CommandName } from '../commands/command';
import { policies } from './policies';

export interface CommandsOptions {
  /** The identities that commands are about. Default: three, one with an odd id; the last is a child of the first. */
  readonly who?: readonly string[];
  /** The policies that are activated, retired and proposed. Default: {@link policies}, with the same control types. */
  readonly documents?: fc.Arbitrary<JsonObject>;
  /** The ids that these policies have. Default: `p-0`, `p-1`. */
  readonly policyIds?: readonly string[];
  /** Default: `DORMANT`, `CLOSED`. */
  readonly controlTypes?: readonly string[];
  /** Only these commands, and how often each comes. Default: all. */
  readonly weights?: Partial<Readonly<Record<CommandName, number>>>;
}

export interface SequencesOptions extends CommandsOptions {
  /** Default: 100. */
  readonly maxLength?: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
type Arbitraries = { readonly [K in CommandName]: fc.Arbitrary<CommandFields[K]> };

/** How often each command comes. Time must pass and sweeps must come, or nothing else happens. */
const usual: Readonly<Record<CommandName, number>> = {
  wait: 12,
  register: 8,
  import: 1,
  update: 2,
  remove: 1,
  erase: 1,
  activity: 8,
  'control.create': 3,
  'control.delete': 4,
  'requirement.open': 2,
  'requirement.meet': 4,
  'requirement.fail': 1,
  'requirement.error': 1,
  'requirement.waive': 1,
  'requirement.withdraw': 1,
  'exemption.grant': 2,
  'exemption.end': 2,
  acknowledge: 2,
  activate: 3,
  retire: 1,
  propose: 1,
  approve: 1,
  'proposal.withdraw': 1,
  reevaluate: 1,
  sweep: 10,
  resume: 1,
  undo: 1,
  consume: 1,
};

/**
 * Commands as they come in the life of an account; many are refused, as in life. Idempotency keys are few, so that they
 * come again, with the same command or another.
 */
export function commands(options: CommandsOptions = {}): fc.Arbitrary<Command> {
  const arbitraries = arbitrariesOf(options);
  const weights = Object.entries(options.weights ?? usual) as readonly (readonly [CommandName, number])[];
  return fc.oneof(
    ...weights.map(([name, weight]) => ({
      weight,
      arbitrary: arbitraries[name].map((fields) => ({ do: name, ...fields }) as Command),
    })),
  );
}

/**
 * Sequences of {@link commands}.
 * @example
 * fc.assert(fc.asyncProperty(commandSequences(), async (sequence) => {
 *   for (const command of sequence) await runCommand(stage, command);
 * }));
 */
export function commandSequences({
  maxLength = 100,
  ...options
}: SequencesOptions = {}): fc.Arbitrary<readonly Command[]> {
  return fc.array(commands(options), { maxLength, size: 'max' });
}

function arbitrariesOf(options: CommandsOptions): Arbitraries {
  const {
    who = ['anna', 'ключ-🐭', 'key-1'],
    policyIds = ['p-0', 'p-1'],
    controlTypes = ['DORMANT', 'CLOSED'],
  } = options;
  const documents = options.documents ?? (policies({ ids: policyIds, controlTypes }) as fc.Arbitrary<unknown>);
  const given: Given = { who, policyIds, controlTypes, documents: documents as fc.Arbitrary<JsonObject> };
  return { ...ofIdentities(given), ...ofRecords(given), ...ofAccount(given) };
}

interface Given {
  readonly who: readonly string[];
  readonly policyIds: readonly string[];
  readonly controlTypes: readonly string[];
  readonly documents: fc.Arbitrary<JsonObject>;
}

const key = fc.constantFrom(null, null, null, null, null, null, null, 'k-1', 'k-2', 'k-3');
const which = fc.nat(4);
const authority = fc.constantFrom('CLIENT' as const, 'OPERATOR' as const);
const reason = fc.constantFrom('because', 'because', 'because', 'because', 'because', ' ');
const yes = fc.constantFrom(true, true, true, false);
const rarely = fc.constantFrom(false, false, false, false, true);
const days = (least: number, most: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: least, max: most }).map((day) => day * DAY),
    fc.integer({ min: least * DAY, max: most * DAY }),
  );
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null, freq: 2 });
const attributes = fc.constantFrom<JsonObject>({}, { team: 'red' }, { team: 'blue', risk: 3 });

function ofIdentities({ who: ids, controlTypes }: Given) {
  const who = fc.constantFrom(...ids);
  const parent = fc.constantFrom(...ids);
  const name = fc.constantFrom(null, 'Anna', '🐭');
  const kind = fc.constantFrom('user', 'user', 'api_key');
  const mark = fc.record({
    who,
    type: fc.constantFrom('login', 'login', 'token'),
    ago: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: -3, max: 48 }).map((hours) => hours * HOUR) },
      { weight: 1, arbitrary: days(0, 60) },
    ),
    failed: rarely,
    count: fc.integer({ min: 1, max: 3 }),
  });
  const past = { age: days(0, 120), kind };
  return {
    register: fc.record({ who, ...past, parent: maybe(parent), name, attributes, locked: rarely, key }),
    import: fc.record({
      who,
      ...past,
      activeAgo: maybe(days(0, 60)),
      control: maybe(fc.constantFrom(...controlTypes)),
      key,
    }),
    update: fc.record(
      { who, key, name, attributes, parent: maybe(parent), locked: rarely },
      { requiredKeys: ['who', 'key'] },
    ),
    remove: fc.record({ who, reason, key }),
    erase: fc.record({ who, key, fields: fc.subarray(['name', 'attributes', 'reasons'] as const, { minLength: 1 }) }),
    activity: fc.record({ key, marks: fc.array(mark, { minLength: 1, maxLength: 3 }) }),
  };
}

function ofRecords({ who: ids, controlTypes, policyIds }: Given) {
  const who = fc.constantFrom(...ids);
  const type = fc.constantFrom(...controlTypes);
  const change = fc.record({ who, which, key });
  const control = type.map((one) => ({ control: { type: one, reasonCode: 'COMPLIANCE' } }));
  return {
    'control.create': fc.record({
      who,
      type,
      authority,
      overridable: yes,
      expiresIn: maybe(days(-1, 40)),
      reason,
      key,
    }),
    'control.delete': fc.record({ who, which, authority, reopen: yes, reason, key }),
    'requirement.open': opening(who, control),
    'requirement.meet': fc.record({ who, which, key, ago: fc.oneof(fc.constant(0), days(-1, 20)) }),
    'requirement.fail': change,
    'requirement.error': change,
    'requirement.waive': change,
    'requirement.withdraw': change,
    'exemption.grant': fc.record({
      who,
      kind: fc.constantFrom('EXEMPTION' as const, 'POSTPONEMENT' as const, 'LEGAL_HOLD' as const),
      policyId: maybe(fc.constantFrom(...policyIds)),
      owner: fc.constantFrom('ops', 'legal'),
      from: maybe(days(-10, 10)),
      until: fc.option(days(-1, 60), { nil: null, freq: 4 }),
      reviewIn: maybe(days(0, 20)),
      key,
    }),
    'exemption.end': fc.record({ who, which, authority, actor: fc.constantFrom('ops', 'legal'), key }),
    acknowledge: change,
  };
}

function opening(who: fc.Arbitrary<string>, control: fc.Arbitrary<Exclude<OnOverdue, string>>) {
  const spans = fc.constantFrom(null, 'P10D', 'P1M');
  return fc.record({
    who,
    type: fc.constantFrom('ID', 'TRAINING'),
    dueIn: maybe(days(-1, 40)),
    validFor: spans,
    renewalGrace: spans,
    onOverdue: fc.oneof(fc.constantFrom('DENY' as const, 'WAIT' as const), control),
    whilePending: maybe(fc.constant('block' as const)),
    group: maybe(fc.constant('g')),
    key,
  });
}

function ofAccount({ policyIds, documents: document }: Given) {
  const mode = fc.constantFrom('enforce' as const, 'enforce' as const, 'enforce' as const, 'observe' as const);
  const actor = fc.constantFrom('head', 'deputy');
  const steps = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * HOUR }) },
    { weight: 8, arbitrary: days(0, 16) },
    { weight: 1, arbitrary: days(30, 200) },
    { weight: 1, arbitrary: days(-2, 0) },
  );
  return {
    wait: steps.map((by) => ({ by })),
    activate: fc.record({ document, mode, liftRemoved: fc.boolean(), key }),
    retire: fc.record({ policyId: fc.constantFrom(...policyIds), liftRemoved: fc.boolean(), key }),
    propose: fc.record({ document, mode, actor, key }),
    approve: fc.record({ which, actor, key }),
    'proposal.withdraw': fc.record({ which, key }),
    reevaluate: fc.constant({}),
    sweep: fc.record({ limit: fc.constantFrom(null, null, null, 1, 2) }),
    resume: fc.record({ which }),
    undo: fc.record({ which }),
    consume: fc.record({
      name: fc.constantFrom('mail', 'crm'),
      limit: fc.integer({ min: 1, max: 30 }),
      failEvery: fc.nat(4),
    }),
  };
}
