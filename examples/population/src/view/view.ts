import type { SourceKind } from '@dormouse/example-importers';
import type { IdentityResult } from '../judge-identity';
import type { Summary } from '../summary';

/** One input and how it is judged. */
export interface Section {
  readonly source: string;
  readonly kind: SourceKind;
  /** UTC ms. */
  readonly at: number;
}

/** An identity in plain English. */
export interface Explained {
  readonly id: string;
  readonly text: string;
}

/** A way to write the answer: told of each input in turn, and within it of each identity. */
export interface View {
  readonly begin: (section: Section) => Promise<void> | undefined;
  readonly result: (result: IdentityResult) => Promise<void> | undefined;
  readonly end: (summary: Summary, problems: number, explained: Explained | null) => Promise<void> | undefined;
  readonly close: () => Promise<void> | undefined;
}
