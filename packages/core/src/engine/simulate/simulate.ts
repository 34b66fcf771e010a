import type { Instant } from '../../time/instant';
import { GUARDED, guardLimit } from '../guard';
import type { Runtime } from '../runtime';
import type { SweepTrouble } from '../sweep-report';
import type { SimulatedEffect } from './compare-copies';
import { compareEach } from './simulate-each';
import { type SimulatedIdentity, toSimulated } from './simulated-identity';
import { readSimulation, type SimulateRequest, type Simulating } from './simulation-request';
import {
  type EffectCount,
  type EffectCounts,
  eachEffect,
  type SampleEstimates,
  type SideCounts,
  SimulationCounts,
} from './simulation-summary';
import { wilson } from './wilson';

/** What changes would mean for the people of an account (V3). Nothing was written. */
export interface Simulation {
  readonly at: Instant;
  /** How many identities the account has, and how many of them were judged. */
  readonly population: number;
  readonly judged: number;
  /** How many identities have each effect; one can have several. */
  readonly effects: EffectCounts;
  readonly byRule: readonly EffectCount[];
  readonly byKind: readonly (EffectCounts & { readonly kind: string })[];
  /** The sweep under what it is compared with, and under the changes. */
  readonly base: SideCounts;
  readonly draft: SideCounts;
  /** What the guard would make of the sweep under the changes (S4); a limit of null is none. */
  readonly guard: { readonly limit: number | null; readonly restrictedBefore: number; readonly halts: boolean };
  /** The first ten identities of each effect; `simulateEach` gives all. */
  readonly samples: Readonly<Record<SimulatedEffect, readonly SimulatedIdentity[]>>;
  /** null: everyone was looked at. */
  readonly sample: SampleEstimates | null;
  readonly errors: number;
  /** The first 100 identities that could not be judged (S7). */
  readonly troubles: readonly SweepTrouble[];
}

const MOST_TROUBLES = 100;

/**
 * What the next sweep would do if some changes were made, beside what it would do without them, by the decisions of the
 * sweep itself and without doing anything (L15).
 * @throws DormouseError `ABORTED` when its signal comes: a part is no answer; otherwise as `readSimulation`.
 */
export async function simulate(runtime: Runtime, request: SimulateRequest): Promise<Simulation> {
  const simulating = await readSimulation(runtime, request);
  const counts = new SimulationCounts(simulating);
  const troubles: SweepTrouble[] = [];
  let errors = 0;
  for await (const chunk of compareEach(runtime, simulating, request)) {
    for (const compared of chunk.compared) counts.add(compared);
    errors += chunk.troubles.length;
    for (const trouble of chunk.troubles) if (troubles.length < MOST_TROUBLES) troubles.push(trouble);
  }
  const draft = counts.draft.counts();
  return {
    at: simulating.at,
    population: simulating.population,
    judged: counts.judged,
    effects: counts.effects,
    byRule: counts.byRule(),
    byKind: counts.byKind(),
    base: counts.base.counts(),
    draft,
    guard: await guardOf(runtime, simulating, draft.restricted),
    samples: counts.samples(),
    sample: simulating.share === 1 ? null : estimatesOf(simulating, counts),
    errors,
    troubles,
  };
}

/** Every identity on which the changes have an effect, in the order of the ids. Throws as {@link simulate}. */
export async function* simulateEach(runtime: Runtime, request: SimulateRequest): AsyncGenerator<SimulatedIdentity> {
  const simulating = await readSimulation(runtime, request);
  for await (const { compared } of compareEach(runtime, simulating, request)) {
    for (const each of compared) if (each.effects.length > 0) yield toSimulated(each, simulating);
  }
}

function estimatesOf({ sample }: Simulating, { judged, effects }: SimulationCounts): SampleEstimates {
  const estimates = eachEffect((effect) => wilson(effects[effect], judged));
  return { asked: sample ?? judged, judged, estimates, method: 'Wilson, 95 %' };
}

/** A sample is taken for the whole: what it finds is scaled up. */
async function guardOf(
  { storage }: Runtime,
  { accountId, draft, at, population, share }: Simulating,
  restricted: number,
): Promise<Simulation['guard']> {
  const { restricted: restrictedBefore } = await storage.guardState(accountId, at - GUARDED);
  const limit = guardLimit(draft.active.set.settings.guard, population);
  return { limit, restrictedBefore, halts: limit !== null && restrictedBefore + restricted / share > limit };
}
