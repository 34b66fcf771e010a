/** Where a pack comes from. Facts are paraphrased, never the sentence of a text that may not be copied. */
export interface Citation {
  readonly framework: string;
  /** Version or edition that was read; null where the source names none. */
  readonly edition: string | null;
  readonly clause: string;
  readonly jurisdiction: string;
  /** Who and what the clause is about. */
  readonly scope: string;
  /** What the clause asks for, in one line. */
  readonly asks: string;
  /** How the source draws the line, in its own terms: after, at or after, by, … */
  readonly boundary: string | null;
  /** What counts as activity, where the source says so; null: it does not, and the host decides (A2). */
  readonly activity: string | null;
  /** What the source says of notices; null: it asks for none, or says nothing. */
  readonly notices: string | null;
  /** What the source wants to see as proof. */
  readonly evidence: string | null;
  /** What neither the clause nor the policy of the pack does. */
  readonly notCovered: readonly string[];
  /** Whom the source lets out. Nobody is exempt until the host says so (`exempt`). */
  readonly mayBeExempt: readonly string[];
  readonly sources: readonly CitedSource[];
  /** How near to the authority the sources are. */
  readonly confidence: 'primary' | 'copy' | 'secondary' | 'mixed';
  /** Facts that no good source confirmed: check them before you rely on the pack. */
  readonly unverified: readonly string[];
  /** `note`: show the note with it. `template`: the text gives no number, so the host must. */
  readonly grade: 'confirmed' | 'note' | 'template';
  readonly note: string | null;
}

/** One text that was read. */
export interface CitedSource {
  readonly ref: string;
  /**
   * `primary`: the authority's own. `copy`: its words, reproduced. `secondary`: quoted or described by others. `pointer`:
   * where the official text is, not read. `superseded`: an older one.
   */
  readonly kind: 'primary' | 'copy' | 'secondary' | 'pointer' | 'superseded';
}

/** The month in which the facts of all packs were last looked up. */
export const PACKS_CHECKED = '2026-11';

/** The citation in one line: `PCI DSS 4.0.1, 8.2.6`. */
export function citeShort({ framework, edition, clause }: Citation): string {
  return `${framework}${edition === null ? '' : ` ${edition}`}, ${clause}`;
}
