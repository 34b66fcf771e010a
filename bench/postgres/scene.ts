import type { Pool } from 'pg';
import type { Verdict } from './measure';
import type { BenchOptions } from './options';
import type { Ours } from './ours';

/** What every part of the bench gets: the server, and the large population, once by hand and once under Dormouse. */
export interface Scene {
  readonly options: BenchOptions;
  readonly url: string;
  readonly pool: Pool;
  readonly ours: Ours;
}

/** Answers what it measured: ratios with their aims, and further figures by name. */
export interface PartAnswer {
  readonly verdicts: readonly Verdict[];
  readonly figures?: Readonly<Record<string, unknown>>;
}

export type Part = (scene: Scene) => Promise<PartAnswer>;
