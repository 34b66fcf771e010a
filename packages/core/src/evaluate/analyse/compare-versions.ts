import { newEffort } from '../../condition/analyse/effort';
import { type OperatorLike, operatorTable } from '../../condition/custom-operator';
import { DormouseError, isDormouseError } from '../../model/errors';
import type { Subject } from '../../model/subject';
import { type InstantInput, toInstant } from '../../model/time-checks';
import type { PolicyDocument } from '../../policy/document';
import { scopeOf } from '../../policy/lint/policy-scope';
import { compilePolicies, type PolicySet } from '../../policy/policy-set';
import { type Duration, parseDuration } from '../../time/duration';
import { formatInstant, type Instant } from '../../time/instant';
import { addDuration, type Zone } from '../../time/zone';
import type { LookAheadBudget } from '../look-ahead';
import { parseSubject } from '../parse-subject';
import type { SubjectJson } from '../subject-json';
import { randomFacts, reasonedFacts, type Version } from './candidates';
import { lifeCourse } from './life-course';
import { unprovedPlaces } from './prove-none';
import { seededRandom } from './seeded-random';
import { type FactValue, subjectFromFacts } from './subject-from-facts';

/** How two versions are compared. */
export interface CompareOptions {
  /** Of the account, as for `compilePolicies`. */
  readonly settings?: unknown;
  readonly operators?: readonly OperatorLike[];
  /** The search for examples is made from it: the same seed gives the same answer. Default: 1. */
  readonly seed?: number;
  /** How many random identities are tried beside the reasoned ones, up to 10,000. Default: 200. */
  readonly tries?: number;
  /** When the identities of the search were last active. Default: 2026-01-31T12:00:00Z. */
  readonly from?: InstantInput;
}

/** An identity to which the new version does something that the old one does later, or never. */
export interface NewRestriction {
  /** `control DORMANT`, or `requirement KYC`. */
  readonly what: string;
  /** When the new version does it, if the identity is first looked at then or when it was last active. */
  readonly at: string;
  /** When the old one would have; null: never. */
  readonly before: string | null;
  readonly subject: SubjectJson;
}

/** What a new version can do to identities that the old one did not. */
export type VersionComparison =
  /** There are such identities: one example for each thing that is done. */
  | { readonly verdict: 'restricts'; readonly examples: readonly NewRestriction[]; readonly tried: number }
  /** None was found among so many, and places of the new version (JSON Pointers) were not proved to do nothing new. */
  | { readonly verdict: 'none-found'; readonly tried: number; readonly unproved: readonly string[] }
  /** There certainly is none. */
  | { readonly verdict: 'proved-none'; readonly tried: number };

/**
 * Whom a change of a policy can newly restrict, before it is activated: identities on which the new version sets a control
 * or opens a requirement that the old one does later or never. Examples are found by reasoning about the conditions and at
 * random, and each is shown by evaluating both versions over time; so an example is certain. So is `proved-none`. Between
 * them lies `none-found`: host facts, requirements that were met, returns (A7) and exemptions of an identity are not tried.
 * @throws DormouseError `INVALID_POLICY` with issues below `/policies/0` (old) or `/policies/1` (new); `INVALID_ARGUMENT`,
 * `INVALID_INSTANT`.
 * @example
 * const { verdict } = compareVersions(active, draft);
 */
export function compareVersions(before: unknown, after: unknown, options: CompareOptions = {}): VersionComparison {
  const { operators = [], settings, seed = 1, tries = 200 } = options;
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(tries) || tries < 0 || tries > MOST_TRIES) {
    throw new DormouseError('INVALID_ARGUMENT', `seed is a whole number, and tries one from 0 to ${MOST_TRIES}`);
  }
  const base = toInstant(options.from ?? '2026-01-31T12:00:00Z');
  const [oldSet, newSet] = compileTwo(before, after, { operators, settings });
  const table = operatorTable(operators);
  const old = versionOf(before as PolicyDocument, table);
  const next = versionOf(after as PolicyDocument, table);
  const random = seededRandom(seed);
  const anyFacts = randomFacts([old, next], random);
  const candidates = distinct([...reasonedFacts(old, next, newEffort()), ...Array.from({ length: tries }, anyFacts)]);
  const budget = { left: WHOLE_SEARCH };
  const trial = { oldSet, newSet, base, budget, ...boundaries([old, next], base) };
  const examples = new Map<string, NewRestriction>();
  let tried = 0;
  for (const facts of candidates) tried += tryFacts(facts, trial, examples);
  if (examples.size > 0) return { verdict: 'restricts', examples: [...examples.values()], tried };
  const unproved = unprovedPlaces(old, next, newEffort());
  return unproved.length === 0 ? { verdict: 'proved-none', tried } : { verdict: 'none-found', tried, unproved };
}

const MOST_TRIES = 10_000;
/** What the search may cost, in units of 50 ns: some seconds at the most, whatever the policies are. */
const WHOLE_SEARCH = 50_000_000;

function distinct(facts: readonly (readonly FactValue[])[]): readonly (readonly FactValue[])[] {
  const keyed = facts.map(
    (one) => [JSON.stringify(one.map(({ place, value }) => [place, value ?? null, value === undefined])), one] as const,
  );
  return [...new Map(keyed).values()];
}

type Rest = Pick<CompareOptions, 'operators' | 'settings'>;

/** Both versions may have one id, so each is a set of its own; both are checked first, with all their issues. */
function compileTwo(before: unknown, after: unknown, options: Rest): readonly [PolicySet, PolicySet] {
  const rest = {
    ...(options.operators === undefined ? {} : { operators: options.operators }),
    settings: options.settings,
  };
  const compile = (policy: unknown, place: number): PolicySet => {
    try {
      return compilePolicies({ policies: [policy], ...rest });
    } catch (error) {
      if (place === 0 || !isDormouseError(error, 'INVALID_POLICY')) throw error;
      const issues =
        error.data.issues?.map((issue) => ({ ...issue, pointer: issue.pointer.replace('/0', '/1') })) ?? [];
      throw new DormouseError('INVALID_POLICY', error.message.replace('/policies/0', '/policies/1'), { issues });
    }
  };
  return [compile(before, 0), compile(after, 1)];
}

function versionOf(policy: PolicyDocument, operators: ReturnType<typeof operatorTable>): Version {
  return { policy, scope: scopeOf(policy, operators) };
}

interface Trial {
  readonly oldSet: PolicySet;
  readonly newSet: PolicySet;
  readonly base: Instant;
  readonly budget: LookAheadBudget;
  /** When an identity is first looked at: at once, or at a date of a stage, when its notices are late. */
  readonly firstLooks: readonly Instant[];
  readonly activityTypes: readonly string[];
  readonly until: Instant;
}

const DAY = 86_400_000;
const MOST_LOOKS = 8;
const YEARS_AHEAD = 3;

function boundaries(
  versions: readonly Version[],
  base: Instant,
): Pick<Trial, 'firstLooks' | 'activityTypes' | 'until'> {
  const rules = versions.flatMap(({ policy, scope }) => (policy.inactivity ?? []).map((rule) => ({ rule, scope })));
  const dates = rules.flatMap(({ rule, scope }) => rule.stages.map(({ after }) => dateOf(after, base, scope.zone)));
  const ascending = [...new Set(dates)].filter(Number.isFinite).sort((left, right) => left - right);
  const types = new Set(rules.flatMap(({ rule }) => rule.counts?.types?.slice(0, 2) ?? []));
  return {
    firstLooks: [base, ...ascending.slice(-MOST_LOOKS)],
    activityTypes: [...types, 'other'].slice(0, MOST_LOOKS),
    until: (ascending[ascending.length - 1] ?? base) + YEARS_AHEAD * 366 * DAY,
  };
}

function dateOf(after: string, base: Instant, zone: Zone): Instant {
  const duration: Duration | null = parseDuration(after);
  return duration === null ? Number.NaN : addDuration(base, duration, zone);
}

/** Tries one set of facts in every situation; gives how many there were. */
function tryFacts(facts: readonly FactValue[], trial: Trial, examples: Map<string, NewRestriction>): number {
  const { activityTypes, base, firstLooks, newSet } = trial;
  const created = base - 400 * DAY;
  const situations = [
    subjectFromFacts(facts, base, null, ''),
    ...activityTypes.map((type) => subjectFromFacts(facts, created, base, type)),
  ];
  let tried = 0;
  for (const json of situations) {
    const subject = readOrNull(json, newSet);
    if (subject !== null && firstLooks.every((look) => tryOne(json, subject, look, trial, examples))) tried += 1;
  }
  return tried;
}

/** Lives one identity under both versions; false when the budget ended first. */
function tryOne(
  json: SubjectJson,
  subject: Subject,
  look: Instant,
  { budget, newSet, oldSet, until }: Trial,
  examples: Map<string, NewRestriction>,
): boolean {
  const is = lifeCourse(newSet, subject, [look, until], budget);
  if (is === null) return false;
  if ([...is.keys()].every((what) => examples.has(what))) return true;
  const was = lifeCourse(oldSet, subject, [look, until], budget);
  if (was === null) return false;
  const closed = Math.min(...[...was].filter(([what]) => isTerminal(what, oldSet)).map(([, at]) => at));
  for (const [what, at] of is) {
    const then = was.get(what);
    // Whom the old version had closed by then is not newly restricted.
    if (examples.has(what) || closed <= at || (then !== undefined && then <= at)) continue;
    const before = then === undefined ? null : formatInstant(then);
    examples.set(what, { what, at: formatInstant(at), before, subject: json });
  }
  return true;
}

function isTerminal(what: string, { controlTypes }: PolicySet): boolean {
  return what.startsWith('control ') && controlTypes.get(what.slice('control '.length))?.terminal === true;
}

/** A text that a condition names need not be a sound kind or label. */
function readOrNull(json: SubjectJson, { settings }: PolicySet): Subject | null {
  try {
    return parseSubject(json, settings.controlTypes);
  } catch (error) {
    if (isDormouseError(error)) return null;
    throw error;
  }
}
