/** How many identities a sweep could not decide at one place of a policy (C2, S7). */
export interface UndecidedCount {
  readonly policyId: string;
  /** As in an evaluation: `appliesTo`, `inactivity/<ruleId>/when`, `exempt/<id>/when`, `requirements/<setId>/when`. */
  readonly where: string;
  readonly count: number;
}

/** One of them, and what is not known of it. */
export interface UndecidedIdentity {
  readonly accountId: string;
  readonly identityId: string;
  readonly policyId: string;
  readonly where: string;
  /** The facts to blame, sorted. */
  readonly facts: readonly string[];
}

const MOST_EXAMPLES = 100;

/** Counts whom policies could not decide about, and keeps the first of them as examples. */
export class UndecidedTally {
  readonly #counts = new Map<string, { policyId: string; where: string; count: number }>();
  readonly examples: UndecidedIdentity[] = [];

  /** Whether more examples are wanted, beside so many that are not counted yet. */
  wantsExamples(waiting = 0): boolean {
    return this.examples.length + waiting < MOST_EXAMPLES;
  }

  add({ policyId, where }: Pick<UndecidedCount, 'policyId' | 'where'>): void {
    // Ids hold no control characters.
    const key = `${policyId}\n${where}`;
    const before = this.#counts.get(key);
    if (before === undefined) this.#counts.set(key, { policyId, where, count: 1 });
    else before.count += 1;
  }

  addExample(example: UndecidedIdentity): void {
    if (this.wantsExamples()) this.examples.push(example);
  }

  /** Sorted by policy and place. */
  counts(): readonly UndecidedCount[] {
    return [...this.#counts].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, counted]) => ({ ...counted }));
  }
}
