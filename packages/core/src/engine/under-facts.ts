import type { ActivePolicies } from './active-policies';
import { type FactSource, FactTable } from './fact-table';

/** Thrown inside a decision, to the engine itself: it asked for host facts that are not known yet. */
export class LackingFacts extends Error {
  constructor(readonly facts: FactTable) {
    super('a decision asked for host facts that are not known yet');
  }
}

/** What host facts one operation knows; undefined where nothing asks for any, which then costs nothing. */
export function factsFor(source: FactSource | null, { set, observed }: ActivePolicies): FactTable | undefined {
  if (source === null) return undefined;
  return set.readsHostFacts || observed?.set.readsHostFacts === true ? new FactTable(source) : undefined;
}

/** The policies with who answers for their host facts. */
export function withFacts(active: ActivePolicies, facts: FactTable | undefined): ActivePolicies {
  if (facts === undefined) return active;
  const host = facts.answerer;
  const { set, observed } = active;
  return {
    ...active,
    set: { ...set, host },
    observed: observed === undefined ? undefined : { ...observed, set: { ...observed.set, host } },
    facts,
  };
}

/** Stops a decision that was made without host facts which it asked for. Nothing of it may be written. */
export function checkFacts({ facts }: ActivePolicies): void {
  if (facts?.isLacking === true) throw new LackingFacts(facts);
}

/**
 * Judges read-only, with host facts: once more whenever facts were asked for that had to be fetched first. `judgeAll` is
 * synchronous, and looks at no more than a page of subjects.
 */
export async function underFacts<T>(
  source: FactSource | null,
  active: ActivePolicies,
  judgeAll: (active: ActivePolicies) => T,
): Promise<T> {
  const facts = factsFor(source, active);
  const under = withFacts(active, facts);
  for (;;) {
    const judged = judgeAll(under);
    if (facts?.isLacking !== true) return judged;
    await facts.fetch();
  }
}
