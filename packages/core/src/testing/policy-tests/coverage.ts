import { FALSE, TRUE } from '../../condition/truth';
import type { Evaluation } from '../../evaluate/evaluation';
import type { Subject } from '../../model/subject';
import type { Instant } from '../../time/instant';
import { branchKey, type Coverable, type CoverageItem } from './coverage-items';

/** What of the policies the tests exercised. */
export interface Coverage {
  readonly covered: number;
  readonly total: number;
  /** 0 to 100, rounded down to two digits; 100 where there is nothing to exercise. */
  readonly percent: number;
  /** What no test exercises, in the order of the policies. */
  readonly missing: readonly Omit<CoverageItem, 'key'>[];
}

/** Collects what is exercised while tests run. */
export interface CoverageWatch {
  /** Looks at a subject after everything due was done. */
  readonly look: (subject: Subject, evaluation: Evaluation, at: Instant) => void;
  readonly result: () => Coverage;
}

/** Watches tests of policies. */
export function watchCoverage(coverables: readonly Coverable[]): CoverageWatch {
  const seen = new Map(coverables.map(({ policyId }) => [policyId, new Set<string>()]));
  const mark = (policyId: string, key: string): void => {
    seen.get(policyId)?.add(key);
  };
  return {
    look: (subject, evaluation, at) => {
      for (const coverable of coverables) lookAtBranches(coverable, subject, at, mark);
      for (const outcome of evaluation.policies) {
        if (outcome.applies !== 'true') continue;
        if (outcome.ruleId !== null) mark(outcome.policyId, `rule ${outcome.ruleId}`);
        for (const id of outcome.exempt) mark(outcome.policyId, `exemption ${id}`);
      }
      for (const { policyId, ruleId, stageId, outcome } of subject.progress) {
        if (outcome !== 'skipped') mark(policyId, `stage ${ruleId}/${stageId}`);
      }
      for (const { items, policyId } of coverables) {
        for (const { key, kind } of items) {
          if (kind === 'requirement-set' && hasOpened(subject, policyId, key)) mark(policyId, key);
        }
      }
    },
    result: () => resultOf(coverables, seen),
  };
}

/** The ids of what a set opens begin with its policy and itself (R3a); both may hold a slash. */
function hasOpened({ requirements }: Subject, policyId: string, setKey: string): boolean {
  const prefix = `${policyId}/${setKey.slice('set '.length)}/`;
  return requirements.some(({ id }) => id.startsWith(prefix));
}

function lookAtBranches(
  { branches, policyId }: Coverable,
  subject: Subject,
  at: Instant,
  mark: (policyId: string, key: string) => void,
): void {
  const horizon = { until: 0 };
  for (const { condition, pointer } of branches) {
    const truth = condition.test(subject, at, horizon);
    if (truth === TRUE || truth === FALSE) mark(policyId, branchKey(pointer, truth));
  }
}

function resultOf(coverables: readonly Coverable[], seen: ReadonlyMap<string, ReadonlySet<string>>): Coverage {
  const items = coverables.flatMap((coverable) => coverable.items);
  const missing = items.filter(({ policyId, key }) => seen.get(policyId)?.has(key) !== true);
  const covered = items.length - missing.length;
  return {
    covered,
    total: items.length,
    percent: items.length === 0 ? 100 : Math.floor((covered / items.length) * 10_000) / 100,
    missing: missing.map(({ kind, policyId, pointer, message }) => ({ kind, policyId, pointer, message })),
  };
}
