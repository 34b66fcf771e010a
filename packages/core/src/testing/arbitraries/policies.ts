import fc from 'fast-check';
import type { Condition } from '../../condition/language';
import type {
  InactivityRuleDocument,
  PolicyDocument,
  RequirementDocument,
  RequirementSetDocument,
  StageDocument,
} from '../../policy/document';

export interface PoliciesOptions {
  /** The ids that a policy may have. Default: `p-0`, `p-1`. */
  readonly ids?: readonly string[];
  /** The control types that it may set. They must be built in or in the settings. Default: `DORMANT`, `CLOSED`. */
  readonly controlTypes?: readonly string[];
}

type Stages = readonly StageDocument[];

const types = ['ID', 'BILL', 'STATEMENT', 'TRAINING'] as const;
/** They ascend for every base (T6). */
const afters = ['P10D', 'P20D', 'P1M', 'P45D', 'P60D', 'P4M', 'P1Y'] as const;
const spans = ['PT36H', 'P10D', 'P1M'] as const;

const conditions: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { all: [{ fact: 'kind', operator: 'equal', value: 'user' }] },
  { any: [{ fact: 'labels', operator: 'contains', value: 'vip' }] },
  { not: { fact: 'neverActive', operator: 'equal', value: true } },
  { all: [{ fact: 'attributes', path: '$.team', operator: 'equal', value: 'red' }] },
  { all: [{ fact: 'attributes', path: '$.risk', operator: 'lessThan', value: 5 }] },
  { all: [{ fact: 'createdAt', operator: 'olderThan', value: 'P90D' }] },
  { all: [{ fact: 'activityCount', operator: 'lessThan', value: 3, params: { types: ['login'], within: 'P30D' } }] },
);

const sometimes = fc.option(conditions, { nil: null, freq: 2 });

/**
 * Policies that are accepted: rules with notices and controls in any mixture, conditions on built-in facts (some of them
 * unknown for most identities), requirement sets with either-or groups, and standing exemptions.
 * @example fc.assert(fc.property(policies(), (document) => compilePolicies({ policies: [document] })));
 */
export function policies(options: PoliciesOptions = {}): fc.Arbitrary<PolicyDocument> {
  const { ids = ['p-0', 'p-1'], controlTypes = ['DORMANT', 'CLOSED'] } = options;
  return fc
    .record({
      id: fc.constantFrom(...ids),
      timeZone: fc.constantFrom(null, 'Europe/Berlin', 'America/New_York'),
      appliesTo: fc.option(conditions, { nil: null, freq: 2 }),
      rules: fc.tuple(rule('first', sometimes, controlTypes), rule('second', sometimes, controlTypes)),
      both: fc.boolean(),
      exempt: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: conditions }),
      sets: fc.array(requirementSet(controlTypes), { maxLength: 1 }),
    })
    .map(({ id, timeZone, appliesTo, rules, both, exempt, sets }) => ({
      id,
      timeZone,
      appliesTo,
      inactivity: both ? rules : rules.slice(0, 1),
      exempt: exempt === null ? [] : [{ id: 'standing', when: exempt, reason: 'agreed', owner: 'ops' }],
      requirements: sets,
    }));
}

function rule(
  id: string,
  when: fc.Arbitrary<Condition | null>,
  controlTypes: readonly string[],
): fc.Arbitrary<InactivityRuleDocument> {
  const counts = fc.constantFrom(null, null, { types: ['login'] }, { types: ['login', 'token'], failures: true });
  const own = stages('n', controlTypes).map((list) => ({ stages: list }));
  return fc.record({
    id: fc.constant(id),
    when,
    counts,
    neverActive: fc.oneof(fc.constantFrom(null, 'same' as const, 'ignore' as const), own),
    stages: stages('s', controlTypes),
    onReturn: fc.constantFrom(null, 'keep' as const, 'lift' as const, { require: ['ID'] }),
  });
}

/** Ids are those of their dates, so that a later version may have the same stage. */
function stages(prefix: string, controlTypes: readonly string[]): fc.Arbitrary<Stages> {
  const kind = fc.record({
    type: fc.option(fc.constantFrom(...controlTypes), { nil: null, freq: 3 }),
    acknowledge: fc.constantFrom(false, false, true),
    none: fc.constantFrom(false, false, false, true),
  });
  return fc
    .tuple(fc.subarray([...afters], { minLength: 1, maxLength: 3 }), fc.array(kind, { minLength: 3, maxLength: 3 }))
    .map(([dates, kinds]) =>
      dates.map((after, index): StageDocument => {
        const { type = null, acknowledge = false, none = false } = kinds[index] ?? {};
        const place = { id: `${prefix}-${after}`, after, notice: none ? ('none' as const) : null };
        if (type === null) return { ...place, notify: { template: 'mail', acknowledge } };
        return { ...place, control: { type, reasonCode: 'INACTIVITY' } };
      }),
    );
}

function requirementSet(controlTypes: readonly string[]): fc.Arbitrary<RequirementSetDocument> {
  const one = (type: string): fc.Arbitrary<RequirementDocument> =>
    fc.record({
      type: fc.constant(type),
      dueWithin: fc.constantFrom(null, ...spans),
      validFor: fc.constantFrom(null, ...spans),
      renewalGrace: fc.constantFrom(null, ...spans),
      onOverdue: fc.oneof(
        fc.constantFrom('DENY' as const, 'WAIT' as const),
        fc
          .constantFrom(...controlTypes)
          .map((controlType) => ({ control: { type: controlType, reasonCode: 'COMPLIANCE' } })),
      ),
      whilePending: fc.constantFrom(null, null, 'block' as const),
    });
  const group = fc.tuple(one(types[1]), one(types[2])).map((oneOf) => ({ oneOf }));
  const items = fc.tuple(one(types[0]), fc.option(group, { nil: null }));
  return fc.record({ id: fc.constant('kyc'), when: sometimes, items }).map(({ id, when, items: [single, either] }) => ({
    id,
    when,
    require: either === null ? [single] : [single, either],
  }));
}
