/**
 * The advice about a sound policy (P3). All are warnings: none refuses it. The names are stable; those of the check of
 * the document (C1) stand beside them in the same list.
 */
export type LintCode =
  /** A condition that is true of nobody, under the `appliesTo` of its policy. */
  | 'NEVER_TRUE'
  /** A condition that is true of everybody: leave it out. An exemption with one exempts everybody. */
  | 'ALWAYS_TRUE'
  /** A rule that never governs: whoever it selects is governed by an earlier rule (P2). */
  | 'SHADOWED_RULE'
  /** A named condition that nothing refers to. */
  | 'UNUSED_CONDITION'
  /** A stage that adds nothing: an earlier one sets the same control (K5), or no activity counts. */
  | 'UNREACHABLE_STAGE'
  /** A terminal control before one that is not: only a legal hold lets the later one act (K5, X3). */
  | 'CLOSE_BEFORE_DORMANT'
  /** The notice that is asked for, by an option or a named regulation, is longer than the gap before the control. */
  | 'NOTICE_LONGER_THAN_GAP'
  /** A standing exemption that neither the time nor a review ends (X1). */
  | 'EXEMPTION_INDEFINITE'
  /** The `reviewBy` of a standing exemption has come (X1). */
  | 'REVIEW_OVERDUE'
  /** A rule can restrict later than a named regulation allows, or never; a requirement holds longer than it allows. */
  | 'LIMIT_EXCEEDED'
  /** A rule can restrict sooner than a named regulation allows. */
  | 'LIMIT_UNDERCUT'
  /** `meta.regulations` names one whose limits are not known, or is no list of names. */
  | 'UNKNOWN_REGULATION'
  /** Two policies set the same control at different dates: the sooner acts. */
  | 'DATES_DIFFER'
  /** Two policies set the same control, and differ in what a return does to it (A7): who acts first decides. */
  | 'RETURN_DIFFERS'
  /** Two policies demand the same requirement on different terms: only one of them counts (R3a). */
  | 'DEMAND_DIFFERS'
  /** One policy exempts whom another restricts (X2). */
  | 'EXEMPT_IN_ONE_ONLY'
  /** The policy is too large to be looked at in full; the rest of this list holds all the same. */
  | 'LINT_CUT';
