/** Kleene's three values, and which facts are to blame for `unknown` (C2). */
export interface Verdict {
  readonly truth: 'true' | 'false' | 'unknown';
  readonly blame: readonly string[];
}

export const yes: Verdict = { truth: 'true', blame: [] };
const no: Verdict = { truth: 'false', blame: [] };

export function known(value: boolean): Verdict {
  return value ? yes : no;
}

/** Unknown because of these facts; null stands for a literal, which is nobody's fault. */
export function unknown(...facts: readonly (string | null)[]): Verdict {
  return { truth: 'unknown', blame: facts.filter((fact) => fact !== null) };
}

export function negate(verdict: Verdict): Verdict {
  if (verdict.truth === 'unknown') return verdict;
  return known(verdict.truth === 'false');
}

export function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.some((verdict) => verdict.truth === 'false')) return no;
  const doubtful = verdicts.filter((verdict) => verdict.truth === 'unknown');
  return doubtful.length === 0 ? yes : unknown(...doubtful.flatMap((verdict) => verdict.blame));
}

export function anyOf(verdicts: readonly Verdict[]): Verdict {
  return negate(allOf(verdicts.map(negate)));
}
