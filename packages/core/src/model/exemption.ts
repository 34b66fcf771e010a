import type { Instant } from '../time/instant';

/** The three reasons not to act (X1). Only the end of an `EXEMPTION` restarts the clock (X2). */
export type ExemptionKind = 'EXEMPTION' | 'POSTPONEMENT' | 'LEGAL_HOLD';

/** What an exemption covers: one rule of a policy, a policy, or everything (both null). */
export interface ExemptionScope {
  readonly policyId: string | null;
  readonly ruleId: string | null;
}

/** A recorded, owned, dated reason not to act. It is in force in `[from, until)`. */
export interface Exemption {
  readonly id: string;
  readonly kind: ExemptionKind;
  readonly scope: ExemptionScope;
  readonly reason: string | null;
  readonly owner: string | null;
  /** null: it has always begun. */
  readonly from: Instant | null;
  /** null: it is indefinite. */
  readonly until: Instant | null;
  /** When somebody should look at it again (X1); null: never. */
  readonly reviewBy: Instant | null;
}

/** Whether an exemption is in force at an instant. */
export function isExemptionInForce(exemption: Exemption, at: Instant): boolean {
  return (exemption.from === null || exemption.from <= at) && (exemption.until === null || exemption.until > at);
}
