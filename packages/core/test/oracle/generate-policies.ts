import fc from 'fast-check';
import type {
  CaseDoc,
  ConditionNode,
  Json,
  OnOverdue,
  PolicyDoc,
  RuleDoc,
  SetDoc,
  StageDoc,
  Status,
} from './case-types';
import { activityTypes, conditionArbitrary, day, kinds, requirementTypes } from './generate-conditions';
import { formatInstant } from './time';

/** Durations that ascend for every base (T6), so that any part of a family in order is a valid list of stages. */
const families: readonly (readonly string[])[] = [
  ['PT12H', 'P3D', 'P2W', 'P30D', 'P45D', 'P60D', 'P90D', 'P105D', 'P6M', 'P1Y', 'P1Y6M', 'P2Y'],
  ['PT36H', 'P7D', 'P1M', 'P2M', 'P3M', 'P6M', 'P1Y'],
  ['P14D', 'P14DT12H', 'P1M', 'P1M14D', 'P3M', 'P1Y'],
];

const controlTypes = [
  { type: 'SELL_ONLY', effect: 'DISABLED', restricts: ['buy', 'lend'], terminal: false },
  { type: 'FROZEN', effect: 'ERROR', restricts: ['pay'], terminal: false },
  { type: 'WATCHED', effect: 'NONE', restricts: ['export'], terminal: false },
  { type: 'SEALED', effect: 'DISABLED', restricts: '*', terminal: true },
] as const;

const settable = fc.oneof(
  { weight: 6, arbitrary: fc.constant('DORMANT') },
  { weight: 3, arbitrary: fc.constantFrom('SELL_ONLY', 'FROZEN', 'WATCHED') },
);

const rarely = <T>(arbitrary: fc.Arbitrary<T>, nil: T, weight = 1): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(nil) }, { weight, arbitrary });

/** Notices and controls in any mixture; a terminal control only comes last. */
function stagesArbitrary(prefix: string): fc.Arbitrary<StageDoc[]> {
  const kinds = fc.array(
    fc.record({
      notify: fc.boolean(),
      type: settable,
      none: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    }),
    { minLength: 4, maxLength: 4 },
  );
  const afters = fc
    .constantFrom(...families)
    .chain((family) => fc.subarray([...family], { minLength: 1, maxLength: 4 }));
  return fc.tuple(afters, kinds, fc.constantFrom('CLOSED', 'SEALED', null, null, null)).map(([list, of, last]) =>
    list.map((after, i): StageDoc => {
      const kind = of[i] ?? { notify: true, type: 'DORMANT', none: false };
      const notice = kind.none ? { notice: 'none' as const } : {};
      const closes = last !== null && i === list.length - 1 && i > 0;
      if (kind.notify && !closes) return { id: `${prefix}${i}`, after, notify: 'mail', ...notice };
      const type = closes && last !== null ? last : kind.type;
      return { id: `${prefix}${i}`, after, control: { type, reasonCode: 'INACTIVITY' }, ...notice };
    }),
  );
}

function ruleArbitrary(id: string, when: fc.Arbitrary<ConditionNode | null>): fc.Arbitrary<RuleDoc> {
  const counts = fc.record(
    { types: fc.subarray([...activityTypes], { minLength: 1 }), failures: fc.boolean() },
    { requiredKeys: [] },
  );
  const neverActive = fc.oneof(
    { weight: 2, arbitrary: fc.constant<RuleDoc['neverActive']>('same') },
    { weight: 2, arbitrary: fc.constant<RuleDoc['neverActive']>('ignore') },
    { weight: 3, arbitrary: stagesArbitrary('n').map((stages): RuleDoc['neverActive'] => ({ stages })) },
  );
  return fc
    .record({
      when,
      counts: rarely<RuleDoc['counts']>(counts, undefined, 4),
      neverActive: rarely<RuleDoc['neverActive']>(neverActive, undefined, 4),
      stages: stagesArbitrary('s'),
      onReturn: fc.constantFrom<Json>('keep', 'lift', { require: ['ID_VERIFICATION'] }),
    })
    .map((rule) => dropEmpty({ id, ...rule }) as RuleDoc);
}

/** Takes out the members that are null or undefined: policies leave them away. */
function dropEmpty<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null && member !== undefined)) as T;
}

export const onOverdueArbitrary: fc.Arbitrary<OnOverdue> = fc.oneof(
  fc.constantFrom<OnOverdue>('DENY', 'WAIT'),
  fc
    .oneof({ weight: 5, arbitrary: settable }, { weight: 1, arbitrary: fc.constant('CLOSED') })
    .map((type) => ({ control: { type, reasonCode: 'COMPLIANCE' } })),
);

function demandArbitrary(type: string) {
  return fc
    .record({
      dueWithin: fc.constantFrom(undefined, 'PT12H', 'P7D', 'P30D', 'P1M'),
      validFor: fc.constantFrom(undefined, 'P1Y', 'P2Y'),
      renewalGrace: fc.constantFrom(undefined, 'P30D'),
      onOverdue: fc.option(onOverdueArbitrary, { nil: undefined }),
      whilePending: fc.constantFrom(undefined, undefined, 'block' as const),
    })
    .map((demand) => dropEmpty({ type, ...demand }));
}

function setArbitrary(id: string, when: fc.Arbitrary<ConditionNode | null>): fc.Arbitrary<SetDoc> {
  const item = fc.subarray([...requirementTypes], { minLength: 1, maxLength: 2 }).chain((types) => {
    const members = fc.tuple(...types.map(demandArbitrary));
    return members.map((all) => (all.length === 1 && all[0] ? all[0] : { oneOf: all }));
  });
  return fc
    .record({ when, require: fc.array(item, { minLength: 1, maxLength: 2 }) })
    .map((set) => dropEmpty({ id, ...set }));
}

function policyArbitrary(id: string, at: number): fc.Arbitrary<PolicyDoc> {
  const named = conditionArbitrary(at, []);
  const condition = conditionArbitrary(at, ['known', 'other']);
  const sometimes = fc.option(condition, { nil: null });
  const ofKind = fc.subarray([...kinds], { minLength: 2 }).map((value): ConditionNode => {
    return { all: [{ fact: 'kind', operator: 'in', value }] };
  });
  const choosing = fc.oneof(condition, ofKind);
  const rules = fc.integer({ min: 1, max: 3 }).chain((count) => {
    const ids = ['main', 'second', 'third'].slice(0, count);
    return fc.tuple(...ids.map((rule, i) => ruleArbitrary(rule, i < count - 1 ? choosing : rarely(choosing, null, 2))));
  });
  const exempt = fc.array(condition, { maxLength: 2 });
  const sets = fc.integer({ min: 0, max: 2 }).chain((count) => {
    return fc.tuple(...['kyc', 'extra'].slice(0, count).map((set) => setArbitrary(set, sometimes)));
  });
  const attributes = { contract: 'string', risk: 'number', joined: 'instant', tags: 'list', vip: 'boolean' };
  return fc
    .record({
      timeZone: fc.constantFrom(null, 'UTC', 'Europe/Berlin', 'America/New_York'),
      attributes: fc.constantFrom(null, attributes),
      conditions: fc.record({ known: named, other: named }),
      appliesTo: rarely<ConditionNode | null>(condition, null, 2),
      inactivity: rules,
      exempt: rarely(exempt, [], 2).map((all) =>
        all.map((when, i) => ({ id: `x${i}`, when, reason: 'r', owner: 'secops', reviewBy: '2027-01-31T00:00:00Z' })),
      ),
      requirements: rarely<readonly SetDoc[]>(sets, [], 3),
    })
    .map((policy) => dropEmpty({ id, ...policy }) as PolicyDoc);
}

export function policiesArbitrary(at: number): fc.Arbitrary<PolicyDoc[]> {
  return fc
    .shuffledSubarray(['workforce', 'Customers', 'beta'], { minLength: 1 })
    .chain((ids) => fc.tuple(...ids.map((id) => policyArbitrary(id, at))));
}

export function settingsArbitrary(at: number): fc.Arbitrary<NonNullable<CaseDoc['settings']>> {
  const order = fc
    .shuffledSubarray<Status>(['DISABLED', 'ERROR', 'DENIED', 'PENDING'], { minLength: 4 })
    .map((first): readonly Status[] => [...first, 'APPROVED']);
  const both = fc.record({ beforeFirstApproval: order, afterFirstApproval: order });
  const tracking = fc.oneof(
    fc.integer({ min: -400, max: 60 }).map((days) => at + days * day),
    fc.constantFrom(-1, 0, 1).map((ms) => at + ms),
  );
  return fc
    .record({
      statusPrecedence: fc.option(fc.oneof(order, both), { nil: null }),
      trackingSince: rarely<string | null>(tracking.map(formatInstant), null, 2),
      resolution: fc.constantFrom(null, 'PT0S', 'PT0S', 'PT1H', 'P1D'),
    })
    .map((settings) => ({ ...dropEmpty(settings), controlTypes }));
}
