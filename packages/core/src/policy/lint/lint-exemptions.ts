import type { ConditionScope } from '../../condition/analyse/obligation';
import { timedFacts } from '../../condition/facts';
import type { Condition, ConditionNode } from '../../condition/language';
import { namesIn, orderNames } from '../../condition/named-plans';
import { formatInstant, type Instant, parseInstant } from '../../time/instant';
import type { ExemptDocument, PolicyDocument } from '../document';
import type { LintReport } from './lint-report';

/** Standing exemptions that nothing ends, or whose review is overdue at `at` (X1). null: no review is judged. */
export function lintExemptions(
  policy: PolicyDocument,
  scope: ConditionScope,
  at: Instant | null,
  report: LintReport,
): void {
  policy.exempt?.forEach((exempt, index) => {
    lintReview(exempt, `/exempt/${index}`, at, report);
    const hasReview = typeof exempt.reviewBy === 'string';
    if (hasReview || readsTime(exempt.when, scope.named)) return;
    report(
      'EXEMPTION_INDEFINITE',
      `/exempt/${index}`,
      'neither the time nor a review ends this exemption: give it a "reviewBy"',
    );
  });
}

function lintReview({ reviewBy }: ExemptDocument, pointer: string, at: Instant | null, report: LintReport): void {
  const due = typeof reviewBy === 'string' ? parseInstant(reviewBy) : null;
  if (at === null || due === null || due > at) return;
  report('REVIEW_OVERDUE', `${pointer}/reviewBy`, `this exemption was to be reviewed by ${formatInstant(due)}`);
}

function readsTime(condition: Condition, named: ConditionScope['named']): boolean {
  const conditions = orderNames(named, namesIn(condition)).map((name) => named[name]);
  return [condition, ...conditions].some((one) => one !== undefined && hasTime(one));
}

const temporal = /(?:^|:)(?:before|after|olderThan|youngerThan)$/;

function hasTime(node: ConditionNode): boolean {
  if ('fact' in node) return timedFacts.has(node.fact) || temporal.test(node.operator);
  if ('condition' in node) return false;
  if ('not' in node) return hasTime(node.not);
  return ('all' in node ? node.all : node.any).some(hasTime);
}
