import { FALSE } from '../condition/truth';
import type { Subject } from '../model/subject';
import { type InstantInput, toInstant } from '../model/time-checks';
import type { CompiledPolicy } from '../policy/compiled-policy';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import { sayEnglish } from './english';
import { evaluateAt } from './evaluate';
import type { Evaluation } from './evaluation';
import { gatherSentences } from './gather-sentences';
import { nextTransition, type Transition } from './next-transition';
import { sayIn } from './say-instant';
import type { Sentence } from './sentence';

/** Why the answer is what it is (V1): the evaluation, what it leaves out, and the whole in plain English. */
export interface Explanation {
  readonly evaluation: Evaluation;
  /** The next change of status if nobody acts; null when there is none. */
  readonly nextTransition: Transition | null;
  /** By policy: the rules that come before the governing one and do not select the identity (P2). */
  readonly passedOver: readonly { readonly policyId: string; readonly ruleIds: readonly string[] }[];
  /**
   * What `text` says, as data, one entry a line: for an own wording, or another language. At most some 500 about policies
   * and stages; the evaluation has all.
   */
  readonly sentences: readonly Sentence[];
  /**
   * One sentence a line, to be read aloud; dates are in the time zone of the settings. It is plain text: escape it
   * where it becomes HTML. Names from outside are kept on their line, cut after 200 characters.
   */
  readonly text: string;
}

/**
 * Explains one identity at one instant, as data and as plain English. It costs several evaluations: use `evaluate` where
 * nobody reads the answer.
 * @throws DormouseError as `evaluate`.
 * @example
 * console.log(explain(set, subject, '2026-01-01T00:00:00Z').text);
 */
export function explain(set: PolicySet, subject: Subject, at: InstantInput): Explanation {
  const now = toInstant(at);
  const evaluation = evaluateAt(set, subject, now);
  const next = nextTransition(set, subject, now);
  const passedOver = new Map(set.policies.map((policy) => [policy.id, rulesPassedOver(set, policy, subject, now)]));
  const sentences = gatherSentences({ set, subject, evaluation, next, passedOver });
  const say = sayIn(set.settings.timeZone);
  return {
    evaluation,
    nextTransition: next,
    passedOver: [...passedOver].map(([policyId, ruleIds]) => ({ policyId, ruleIds })),
    sentences,
    text: sentences.map((sentence) => sayEnglish(sentence, say)).join('\n'),
  };
}

/** The leading rules whose `when` is false; an unknown one ends the search (P2). */
function rulesPassedOver(set: PolicySet, { rules }: CompiledPolicy, subject: Subject, at: Instant): readonly string[] {
  const horizon = { until: Number.POSITIVE_INFINITY, host: set.host };
  const first = rules.findIndex((rule) => rule.when === null || rule.when.test(subject, at, horizon) !== FALSE);
  return (first < 0 ? rules : rules.slice(0, first)).map(({ id }) => id);
}
