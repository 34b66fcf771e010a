import fc from 'fast-check';
import type {
  ActivityJson,
  ControlJson,
  ExemptionJson,
  RequirementJson,
  SubjectJson,
} from '../../evaluate/subject-json';
import { type InstantInput, toInstant } from '../../model/time-checks';
import { formatInstant } from '../../time/instant';

export interface SubjectsOptions {
  /** The ids that they may have. Default: `u-1`. */
  readonly ids?: readonly string[];
  /** Their account. Default: `acme`. */
  readonly accountId?: string;
  /** The control types that they may bear. Default: `DORMANT`, `CLOSED`. */
  readonly controlTypes?: readonly string[];
}

const DAY = 86_400_000;
const reasonCode = 'OTHER';
const reason = 'before';

/**
 * Subjects in their JSON form as they may stand at an instant: with activity, controls (active, expired, deleted),
 * requirements and exemptions around it. `identities.import` and `parseSubject` take them.
 * @throws DormouseError `INVALID_INSTANT`.
 * @example fc.assert(fc.property(subjects('2026-01-01T00:00:00Z'), (subject) => parseSubject(subject) !== null));
 */
export function subjects(at: InstantInput, options: SubjectsOptions = {}): fc.Arbitrary<SubjectJson> {
  const { ids = ['u-1'], accountId = 'acme', controlTypes = ['DORMANT', 'CLOSED'] } = options;
  const now = toInstant(at, 'at');
  const ago = (least: number, most: number): fc.Arbitrary<string> =>
    fc.integer({ min: least * DAY, max: most * DAY }).map((span) => formatInstant(now - span));
  const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
    fc.option(arbitrary, { nil: null, freq: 2 });
  const identity = fc.record({
    accountId: fc.constant(accountId),
    id: fc.constantFrom(...ids),
    kind: fc.constantFrom('user', 'service_id'),
    createdAt: ago(400, 600),
    name: fc.constantFrom(null, 'Anna', '🐭'),
    attributes: fc.constantFrom({}, { team: 'red' }, { team: 'blue', risk: 7 }),
    labels: fc.subarray(['vip', 'beta']),
    locked: fc.constantFrom(false, false, true),
  });
  const made = { ago, rarely, controlTypes };
  return fc.record({
    identity,
    activity: fc.dictionary(fc.constantFrom('login', 'token'), activity(made), { maxKeys: 2 }),
    controls: fc.array(control(made), { maxLength: 3 }).map((list) => list.map(numbered('c'))),
    requirements: fc.array(requirement(made), { maxLength: 3 }).map((list) => list.map(numbered('r'))),
    exemptions: fc.array(exemption(made), { maxLength: 2 }).map((list) => list.map(numbered('x'))),
  });
}

interface Made {
  readonly ago: (least: number, most: number) => fc.Arbitrary<string>;
  readonly rarely: <T>(arbitrary: fc.Arbitrary<T>) => fc.Arbitrary<T | null>;
  readonly controlTypes: readonly string[];
}

function numbered<T>(prefix: string): (member: T, index: number) => T & { readonly id: string } {
  return (member, index) => ({ ...member, id: `${prefix}${index}` });
}

function activity({ ago, rarely }: Made): fc.Arbitrary<ActivityJson> {
  const mark = fc.record({ lastAt: ago(0, 200), count: fc.integer({ min: 1, max: 9 }) });
  return fc.record({ success: rarely(mark), failure: rarely(mark) });
}

/** At most one of a type and authority is active (K2): all but one of each have ended. */
function control({ ago, rarely, controlTypes }: Made): fc.Arbitrary<Omit<ControlJson, 'id'>> {
  return fc
    .record({
      type: fc.constantFrom(...controlTypes),
      setBy: fc.constantFrom('CLIENT' as const, 'OPERATOR' as const),
      overridable: fc.boolean(),
      createdAt: ago(150, 300),
      expiresAt: rarely(ago(-60, 100)),
      deletedAt: ago(1, 140),
    })
    .map((made) => ({ ...made, reasonCode, reason, deletedBy: 'ops', deletionReason: reason }));
}

function requirement({ ago, rarely, controlTypes }: Made): fc.Arbitrary<Omit<RequirementJson, 'id'>> {
  return fc.record({
    type: fc.constantFrom('ID', 'BILL', 'TRAINING'),
    state: fc.constantFrom('PENDING' as const, 'MET', 'FAILED', 'WAIVED', 'ERROR'),
    dueAt: rarely(ago(-60, 60)),
    validUntil: rarely(ago(-60, 60)),
    renewalGrace: fc.constantFrom(null, 'P10D'),
    onOverdue: fc.oneof(
      fc.constantFrom('DENY' as const, 'WAIT' as const),
      fc.constantFrom(...controlTypes).map((type) => ({ control: { type, reasonCode: 'COMPLIANCE' } })),
    ),
    group: fc.constantFrom(null, null, 'g'),
  });
}

function exemption({ ago, rarely }: Made): fc.Arbitrary<Omit<ExemptionJson, 'id'>> {
  return fc.record({
    kind: fc.constantFrom('EXEMPTION' as const, 'POSTPONEMENT', 'LEGAL_HOLD'),
    from: rarely(ago(1, 100)),
    until: rarely(ago(-60, 0)),
    owner: fc.constant('ops'),
    reason: fc.constant(reason),
  });
}
