import type { ActedCount, RestrictedCount } from '../../model/run';
import { type Status, statuses } from '../../model/status';
import { placeOf, Tally } from '../sweep-report';
import { type SimulatedEffect, simulatedEffects } from './compare-copies';
import type { Compared } from './simulate-each';
import { type Sides, type SimulatedIdentity, toSimulated } from './simulated-identity';
import type { SweptCopy } from './sweep-copy';
import type { Estimate } from './wilson';

export type EffectCounts = Readonly<Record<SimulatedEffect, number>>;

/** How many identities one rule, stage or set gives one effect. */
export interface EffectCount extends RestrictedCount {
  readonly effect: SimulatedEffect;
}

/** What the sweep would do under one side, all together. */
export interface SideCounts {
  readonly warned: number;
  readonly restricted: number;
  readonly lifted: number;
  readonly withdrawn: number;
  readonly undecided: number;
  readonly byStatus: Readonly<Record<Status, number>>;
  readonly acted: readonly ActedCount[];
}

/** What a sample says of the whole. */
export interface SampleEstimates {
  /** How many were asked for, and how many were looked at. */
  readonly asked: number;
  readonly judged: number;
  readonly estimates: Readonly<Record<SimulatedEffect, Estimate>>;
  /** How the bounds were computed. */
  readonly method: 'Wilson, 95 %';
}

/** How many identities of each effect are shown. */
const MOST_SAMPLES = 10;

/** What a whole simulation has counted. */
export class SimulationCounts {
  judged = 0;
  readonly effects: Record<SimulatedEffect, number> = zeros();
  readonly #byKind = new Map<string, Record<SimulatedEffect, number>>();
  readonly #byRule = new Map<string, { -readonly [K in keyof EffectCount]: EffectCount[K] }>();
  readonly #samples = new Map<SimulatedEffect, SimulatedIdentity[]>();
  readonly base: SideTally = new SideTally();
  readonly draft: SideTally = new SideTally();

  constructor(readonly sides: Sides) {}

  add(compared: Compared): void {
    this.judged += 1;
    this.base.add(compared.base);
    this.draft.add(compared.draft);
    for (const effect of compared.effects) this.#addEffect(effect, compared);
  }

  #addEffect(effect: SimulatedEffect, compared: Compared): void {
    this.effects[effect] += 1;
    const { kind } = compared.stored.subject.identity;
    const ofKind = this.#byKind.get(kind) ?? zeros();
    ofKind[effect] += 1;
    this.#byKind.set(kind, ofKind);
    this.#addRule(effect, compared);
    const samples = this.#samples.get(effect) ?? [];
    if (samples.length < MOST_SAMPLES) samples.push(toSimulated(compared, this.sides));
    this.#samples.set(effect, samples);
  }

  #addRule(effect: SimulatedEffect, { base, draft }: Compared): void {
    const place = causeOf(effect, base, draft);
    const key = JSON.stringify([effect, ...Object.values(place)]);
    const counted = this.#byRule.get(key) ?? { effect, ...place, count: 0 };
    counted.count += 1;
    this.#byRule.set(key, counted);
  }

  byKind(): readonly (EffectCounts & { readonly kind: string })[] {
    return [...this.#byKind].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, counts]) => ({ kind, ...counts }));
  }

  byRule(): readonly EffectCount[] {
    return [...this.#byRule].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, counted]) => ({ ...counted }));
  }

  samples(): Readonly<Record<SimulatedEffect, readonly SimulatedIdentity[]>> {
    return eachEffect((effect) => this.#samples.get(effect) ?? []);
  }
}

/** One value for each effect. */
export function eachEffect<T>(make: (effect: SimulatedEffect) => T): Record<SimulatedEffect, T> {
  return Object.fromEntries(simulatedEffects.map((effect) => [effect, make(effect)])) as Record<SimulatedEffect, T>;
}

function zeros(): Record<SimulatedEffect, number> {
  return eachEffect(() => 0);
}

const nowhere = { policyId: null, ruleId: null, stageId: null, setId: null };

/** The rule (or set) behind an effect: of what would be done, or of what would not be done any more. */
function causeOf(effect: SimulatedEffect, base: SweptCopy, draft: SweptCopy): Omit<RestrictedCount, 'count'> {
  switch (effect) {
    case 'warned': {
      const notice = draft.actions.find(({ action }) => action === 'notify');
      return notice === undefined ? nowhere : placeOf(notice);
    }
    case 'restricted':
      return placeOfRestriction(draft);
    case 'spared':
      return base.restriction === null ? placeOfNotice(base) : placeOfRestriction(base);
    case 'undecided':
      return { ...nowhere, policyId: draft.undecided[0]?.policyId ?? null };
    case 'released':
      return nowhere;
  }
}

function placeOfNotice({ actions }: SweptCopy): Omit<RestrictedCount, 'count'> {
  const notice = actions.find(({ action }) => action === 'notify');
  return notice === undefined ? nowhere : placeOf(notice);
}

function placeOfRestriction({ restriction }: SweptCopy): Omit<RestrictedCount, 'count'> {
  return restriction === null || restriction === 'time' ? nowhere : placeOf(restriction);
}

/** Counts of one side. */
class SideTally {
  #warned = 0;
  #restricted = 0;
  #lifted = 0;
  #withdrawn = 0;
  #undecided = 0;
  readonly #byStatus = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
  readonly #tally = new Tally();

  add({ actions, restriction, lifted, withdrawn, undecided, status }: SweptCopy): void {
    this.#byStatus[status] += 1;
    if (restriction !== null) this.#restricted += 1;
    if (undecided.length > 0) this.#undecided += 1;
    this.#lifted += lifted;
    this.#withdrawn += withdrawn;
    if (actions.length === 0) return;
    if (actions.some(({ action }) => action === 'notify')) this.#warned += 1;
    for (const action of actions) this.#tally.addAction(action);
  }

  counts(): SideCounts {
    return {
      warned: this.#warned,
      restricted: this.#restricted,
      lifted: this.#lifted,
      withdrawn: this.#withdrawn,
      undecided: this.#undecided,
      byStatus: { ...this.#byStatus },
      acted: this.#tally.acted(),
    };
  }
}
