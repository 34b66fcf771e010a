/**
 * What a regulation fixes about the dates of a policy that names it in `meta.regulations`. Durations are ISO-8601. What is
 * left out is not limited. The packs of `@dormouse/core/packs` are meant to give theirs in this form.
 * @example
 * const limit: RegulationLimit = { regulation: 'pci-dss-4.0.1', clause: 'PCI DSS 4.0.1, 8.2.6', maxInactivity: 'P90D' };
 */
export interface RegulationLimit {
  /** The name in `meta.regulations`. */
  readonly regulation: string;
  /** Where that is written, for messages. */
  readonly clause: string;
  /**
   * The stage, or for `maxCycle` the requirement type (which may say more after a colon), that it is about. In a list
   * without a stage of that id it is about the first control stage. Default: likewise.
   */
  readonly about?: string;
  /** The control comes at the latest so long after the base. */
  readonly maxInactivity?: string;
  /** The same for identities that were never active; `maxInactivity` holds for them too where this is left out. */
  readonly maxNeverUsed?: string;
  /** The control comes no sooner than so long after the base. */
  readonly minInactivity?: string;
  /** The control comes only after more than so long after the base. */
  readonly overInactivity?: string;
  /** Every control has a notice at least so long before it. */
  readonly minNotice?: string;
  /** Validity and grace of the requirement come to no more. */
  readonly maxCycle?: string;
}
