/** What a regulation says about the dates of a rule. Durations are ISO-8601. What is left out is not limited. */
export interface RegulationLimit {
  /** The first control comes at the latest so long after the base: `P90D` for "within 90 days". */
  readonly restrictBy?: string | null;
  /** No control comes sooner than so long after the base: `P7Y` for "not operated for 7 years". */
  readonly restrictNotBefore?: string | null;
  /** Every control has a notice at least so long before it. */
  readonly noticeAtLeast?: string | null;
  /** Where that is written, for messages: `PCI DSS 4.0.1, 8.2.6`. */
  readonly citation?: string | null;
}

/**
 * Limits by the names that a policy lists in `meta.regulations`.
 * @example
 * const limits: RegulationLimits = { 'pci-dss-4.0.1': { restrictBy: 'P90D', citation: 'PCI DSS 4.0.1, 8.2.6' } };
 */
export type RegulationLimits = Readonly<Record<string, RegulationLimit>>;
