import { judgeSubject } from '../evaluate/judge';
import { controlTypeOf } from '../evaluate/read-controls';
import { emptyDetails } from '../evaluate/to-evaluation';
import type { ActivityOfType } from '../model/activity';
import { type Control, isControlActive } from '../model/control';
import type { Subject } from '../model/subject';
import type { CompiledRule } from '../policy/compiled-policy';
import type { Instant } from '../time/instant';
import type { Draft } from './draft';

/** The time that an identity spends under the controls of one rule (A7). */
export interface Stay {
  readonly policyId: string;
  readonly ruleId: string;
  /** The rule as it stands now; null: it is gone. */
  readonly rule: CompiledRule | null;
  /** The rule's controls in force. */
  readonly controls: readonly Control[];
  /** When the first of them was set. */
  readonly since: Instant;
  readonly isTerminal: boolean;
}

/** Whether a rule of a policy set the control. */
function isOfRule({ setBy, cause }: Control): boolean {
  return setBy === 'POLICY' && cause !== null && cause.ruleId !== null;
}

/** Whether the identity bears a control that a rule set, so that its activity is a return (A7). */
export function isUnderRule({ controls }: Subject, at: Instant): boolean {
  return controls.some((control) => isOfRule(control) && isControlActive(control, at));
}

/** The stays of a subject, sorted by policy and rule (L2). */
export function staysOf({ subject, context }: Draft): readonly Stay[] {
  const { set, at } = context;
  const byRule = new Map<string, Control[]>();
  for (const control of subject.controls) {
    if (!isOfRule(control) || !isControlActive(control, at)) continue;
    // Ids hold no control characters.
    const key = `${control.cause?.policyId}\n${control.cause?.ruleId}`;
    const others = byRule.get(key);
    if (others === undefined) byRule.set(key, [control]);
    else others.push(control);
  }
  const sorted = [...byRule].sort(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([key, controls]) => {
    const [policyId = '', ruleId = ''] = key.split('\n');
    const rules = set.policies.find(({ id }) => id === policyId)?.rules;
    return {
      policyId,
      ruleId,
      rule: rules?.find(({ id }) => id === ruleId) ?? null,
      controls,
      since: Math.min(...controls.map(({ createdAt }) => createdAt)),
      isTerminal: controls.some(({ type }) => controlTypeOf(set, type).terminal),
    };
  });
}

/** The stays, each with whether its rule governs the identity at present. */
export function governingStays(draft: Draft): readonly { readonly stay: Stay; readonly governs: boolean }[] {
  const stays = staysOf(draft);
  if (stays.length === 0) return [];
  const details = emptyDetails();
  judgeSubject(draft.context.set, draft.subject, draft.context.at, details);
  const governing = new Set<string>();
  for (const outcome of details.policies) {
    if (outcome.applies !== 'false') governing.add(`${outcome.policyId}\n${outcome.ruleId}`);
  }
  return stays.map((stay) => ({ stay, governs: governing.has(`${stay.policyId}\n${stay.ruleId}`) }));
}

/** The last activity that counts for a rule (A2), or `-Infinity`; without a rule, the last success. */
export function lastCounted(rule: CompiledRule | null, activity: readonly ActivityOfType[]): Instant {
  let last = Number.NEGATIVE_INFINITY;
  for (const { type, successAt, failureAt } of activity) {
    if (rule !== null && rule.countedTypes !== null && !rule.countedTypes.includes(type)) continue;
    last = Math.max(last, successAt ?? last, rule?.countsFailures === true ? (failureAt ?? last) : last);
  }
  return last;
}
