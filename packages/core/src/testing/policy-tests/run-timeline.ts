import { createDormouse } from '../../engine/create-dormouse';
import { explain } from '../../evaluate/explain';
import { DormouseError, isDormouseError } from '../../model/errors';
import type { PolicySet } from '../../policy/policy-set';
import { formatInstant, type Instant } from '../../time/instant';
import { type ManualClock, manualClock } from '../manual-clock';
import type { CoverageWatch } from './coverage';
import { doStep, type TestedIdentity } from './do-step';
import { describeMismatch, mismatches, observe } from './observed';
import type { PolicyTestCase, TimelineStep } from './policy-test-document';
import type { PolicyTestFailure, PolicyTestRun } from './policy-test-report';
import { testInstant } from './test-instant';

/** What every test of a run shares. */
export interface TestBed extends Pick<PolicyTestRun, 'createStorage' | 'operators'> {
  readonly policies: readonly unknown[];
  readonly settings: object;
  readonly set: PolicySet;
  readonly coverage: CoverageWatch;
}

/** More sweeps than this between two steps are no sane policy. */
const MOST_SWEEPS = 2_000;

/**
 * Lives one identity through its timeline, on an engine of its own: sweeps act at each instant when something is due
 * (L10), and the steps are done at theirs, after what is due at that very instant. The first step that is refused ends the test.
 */
export async function runTimeline(test: PolicyTestCase, bed: TestBed): Promise<readonly PolicyTestFailure[]> {
  const clock = manualClock(new Date(testInstant(test.given.createdAt) ?? Number.NaN));
  const life = { ...(await begin(test, bed, clock)), clock, bed };
  const failures: PolicyTestFailure[] = [];
  for (const [index, step] of test.timeline.entries()) {
    const at = testInstant(step.on) ?? clock.now();
    const place = { step: index, on: formatInstant(at) };
    try {
      await live(life, at);
      clock.set(new Date(at));
      await doStep(step, life, at);
      await live(life, at);
      if (step.expect) failures.push(...(await compare(life, step.expect, at)).map((one) => ({ ...place, ...one })));
    } catch (error) {
      if (!isDormouseError(error)) throw error;
      return [...failures, { ...place, message: `refused: ${error.message} (${error.code})`, explanation: [] }];
    }
  }
  return failures;
}

interface Life extends TestedIdentity {
  readonly clock: ManualClock;
  readonly bed: TestBed;
}

async function begin(test: PolicyTestCase, bed: TestBed, clock: ManualClock): Promise<TestedIdentity> {
  const { createStorage, operators, policies, settings } = bed;
  let last = 0;
  const dormouse = createDormouse({
    storage: createStorage(),
    clock: clock.read,
    newId: () => {
      last += 1;
      return `id-${last}`;
    },
    settings,
    ...(operators === undefined ? {} : { operators }),
  });
  const accountId = 'acme';
  for (const document of policies) await dormouse.policies.activate({ accountId, document, reason: 'a policy test' });
  const { kind, name, parentId, attributes, labels } = test.given;
  const parents = parentId ? [{ id: parentId, kind: 'user', createdAt: clock.read() }] : [];
  const identity = { id: 'tested', kind: kind ?? 'user', createdAt: clock.read(), name, parentId, attributes, labels };
  await dormouse.identities.register({ accountId, identities: [...parents, withoutAbsent(identity)], atomic: true });
  return { dormouse, accountId, identityId: identity.id };
}

type Registered = Parameters<TestedIdentity['dormouse']['identities']['register']>[0]['identities'][number];

function withoutAbsent(identity: object): Registered {
  return Object.fromEntries(
    Object.entries(identity).filter(([, value]) => value !== undefined),
  ) as unknown as Registered;
}

/** Sweeps whenever something may be due, up to and at an instant. */
async function live({ accountId, bed, clock, dormouse, identityId }: Life, until: Instant): Promise<void> {
  for (let count = 0; count < MOST_SWEEPS; count++) {
    await dormouse.sweep({ accountId });
    const evaluation = await dormouse.evaluate(accountId, identityId);
    const { subject } = await dormouse.identities.get(accountId, identityId);
    bed.coverage.look(subject, evaluation, clock.now());
    if (evaluation.validUntil > until) return;
    clock.set(new Date(Math.max(evaluation.validUntil, clock.now() + 1)));
  }
  throw new DormouseError('INVALID_ARGUMENT', `something is due more than ${MOST_SWEEPS} times before this step`);
}

type Unplaced = Omit<PolicyTestFailure, 'step' | 'on'>;

async function compare(
  life: Life,
  expected: NonNullable<TimelineStep['expect']>,
  at: Instant,
): Promise<readonly Unplaced[]> {
  const { accountId, bed, dormouse, identityId } = life;
  const evaluation = await dormouse.evaluate(accountId, identityId);
  const { subject } = await dormouse.identities.get(accountId, identityId);
  const wrong = mismatches(observe(subject, evaluation, at), expected);
  if (wrong.length === 0) return [];
  const explanation = explain(bed.set, subject, new Date(at)).text.split('\n');
  return wrong.map((one) => ({ message: describeMismatch(one), explanation }));
}
