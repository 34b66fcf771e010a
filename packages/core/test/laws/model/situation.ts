import type { PolicyDoc } from '../../oracle/case-types';
import { evaluateAt, type Snapshot } from '../../oracle/evaluate-at';
import { effectiveState } from '../../oracle/requirement-states';
import type { OracleActivity, OracleRequirement, Situation } from '../../oracle/situation';
import { addDuration, never } from '../../oracle/time';
import type { Account, Mark, Person, Progress, Requirement } from './records';

const builtIn = new Map([
  ['DORMANT', { type: 'DORMANT', effect: 'DISABLED', restricts: '*', terminal: false } as const],
  ['CLOSED', { type: 'CLOSED', effect: 'DISABLED', restricts: '*', terminal: true } as const],
]);

/** Judges one identity now by the second evaluator: under the policies that enforce, or under those that observe. */
export function judge(
  account: Account,
  person: Person,
  mode: 'enforce' | 'observe' = 'enforce',
  progress: readonly Progress[] = person.progress,
): Snapshot {
  const documents = account.active.filter((one) => one.mode === mode).map(({ document }) => withCounts(document));
  const counted = countedAt(person, account.now);
  const attributes = counted === null ? person.attributes : { ...person.attributes, counted };
  return evaluateAt(situationOf({ ...person, attributes }, documents, progress), account.now);
}

const DAY = 86_400_000;
const WINDOW = 30 * DAY;
const rewritten = new WeakMap<PolicyDoc, PolicyDoc>();

/** The second evaluator knows no windowed counts (A8): it finds the one that policies ask for among the attributes. */
function withCounts(document: PolicyDoc): PolicyDoc {
  const known = rewritten.get(document);
  if (known !== undefined) return known;
  const text = JSON.stringify(document, (_, value) => {
    if (value?.fact !== 'activityCount') return value;
    const { operator, value: least } = value;
    return { fact: 'attributes', path: '$.counted', operator, value: least };
  });
  const changed = JSON.parse(text) as PolicyDoc;
  rewritten.set(document, changed);
  return changed;
}

/**
 * A8: the logins of 30 days; a day of UTC is in the window until its end is 30 days ago. Of a day that nobody counted,
 * because it came with an import, nothing is known as long.
 */
function countedAt({ marks }: Person, t: number): number | null {
  const inWindow = marks.filter(({ type, at }) => type === 'login' && (Math.floor(at / DAY) + 1) * DAY + WINDOW > t);
  if (inWindow.some(({ isByDay }) => isByDay === false)) return null;
  return inWindow.reduce((sum, { failed, count }) => sum + (failed ? 0 : count), 0);
}

export function situationOf(
  person: Person,
  documents: readonly PolicyDoc[],
  progress: readonly Progress[] = person.progress,
): Situation {
  const { kind, parent, createdAt, attributes, reactivatedAt, approvedAt } = person;
  return {
    policies: [...documents].sort((a, b) => (a.id < b.id ? -1 : 1)),
    precedence: ['DISABLED', 'ERROR', 'DENIED', 'PENDING', 'APPROVED'],
    ...{ trackingSince: null, resolution: 'PT0S', controlTypes: builtIn, accountId: 'acme', labels: [] },
    ...{ kind, parentId: parent, createdAt, attributes, reactivatedAt, approvedAt, progress },
    activity: summaryOf(person.marks),
    controls: person.controls.map((one) => ({
      ...one,
      byPolicy: one.setBy === 'POLICY',
      from: one.createdAt,
      until: Math.min(one.expiresAt, one.deletedAt),
      expiry: one.expiresAt <= one.deletedAt ? one.expiresAt : never,
    })),
    requirements: person.requirements.map(toOracle),
    exemptions: person.exemptions.map((one) => ({ ...one, ruleId: null })),
    notes: new Set(),
  };
}

/** A1: the latest instant and the sum of the counts, by type and outcome. */
function summaryOf(marks: readonly Mark[]): readonly OracleActivity[] {
  return [...new Set(marks.map(({ type }) => type))].map((type) => {
    const successes = marks.filter((mark) => mark.type === type && !mark.failed);
    const failures = marks.filter((mark) => mark.type === type && mark.failed);
    const last = (some: readonly Mark[]) => (some.length === 0 ? null : Math.max(...some.map(({ at }) => at)));
    const successCount = successes.reduce((sum, { count }) => sum + count, 0);
    return { type, successAt: last(successes), successCount, failureAt: last(failures) };
  });
}

function toOracle(requirement: Requirement): OracleRequirement {
  const { grace, validUntil } = requirement;
  return { ...requirement, graceEnd: grace === null ? validUntil : addDuration(validUntil, grace, 'UTC') };
}

/** R1. */
export function stateOf(requirement: Requirement, t: number): ReturnType<typeof effectiveState> {
  return effectiveState(toOracle(requirement), t);
}

/** When it becomes overdue, if nobody does anything; `never` when it does not. */
export function overdueFrom(requirement: Requirement): number {
  if (requirement.state === 'PENDING') return requirement.dueAt;
  return requirement.state === 'MET' ? toOracle(requirement).graceEnd : never;
}

export function isMet(requirement: Requirement, t: number): boolean {
  return ['MET', 'WAIVED', 'RENEWAL_DUE'].includes(stateOf(requirement, t));
}
