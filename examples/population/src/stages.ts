import type { PolicySet } from '@dormouse/core';

/** A stage of a policy, as people speak of it. */
export interface Stage {
  readonly key: string;
  /** As short as it can be without naming two stages alike. */
  readonly label: string;
  /** How long after the start of the clock, as the policy says it: `P45D`. */
  readonly after: string;
  /** What it does: `notice`, or `sets DORMANT`. */
  readonly effect: string;
}

/** The key of a stage among those of all policies. No id has a control character, so keys cannot meet. */
export function stageKey(policyId: string, ruleId: string, stageId: string): string {
  return [policyId, ruleId, stageId].join('\n');
}

/** The stages of all policies and rules, in the order of the documents. */
export function stagesOf(set: PolicySet): readonly Stage[] {
  const found = set.policies.flatMap(({ document }) =>
    (document.inactivity ?? []).flatMap((rule) => {
      const own = typeof rule.neverActive === 'object' ? (rule.neverActive?.stages ?? []) : [];
      return [...rule.stages, ...own].map((stage) => ({
        path: [document.id, rule.id, stage.id] as const,
        after: stage.after,
        effect: stage.control ? `sets ${stage.control.type}` : 'notice',
      }));
    }),
  );
  const names = [2, 1, 0].map((from) => found.map(({ path }) => path.slice(from).join('/')));
  const labels = names.find((list) => new Set(list).size === list.length) ?? [];
  return found.map(({ path, after, effect }, index) => {
    const label = labels[index] ?? path.join('/');
    return { key: stageKey(...path), label, after, effect };
  });
}
