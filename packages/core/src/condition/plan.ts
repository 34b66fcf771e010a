import type { JsonValue } from '../model/json';
import type { Duration } from '../time/duration';
import type { DecoratedOperator } from './operators';
import type { Segment } from './path';

/**
 * What `activityCount` counts (A8): the successes of these types, with `failures` the failures too, on the days that lie
 * in the window. A day is a day of UTC. It is in the window at `t` while `t` comes before its end plus `within`, added in
 * UTC: so a day leaves when the last thing that may have happened on it is `within` ago, never earlier and at most 24
 * hours later. Days after `t` count: activity counts as it is stored (C8).
 */
export interface CountWindow {
  readonly types: ReadonlySet<string>;
  readonly within: Duration;
  readonly failures: boolean;
}

/** Where a value is found. */
export interface Place {
  readonly fact: string;
  readonly path: readonly Segment[];
  /** What `activityCount` counts; absent elsewhere. */
  readonly window?: CountWindow;
}

/** What is known of every plan. */
interface PlanBase {
  /** Whether time alone can change the answer (C5). */
  readonly timed: boolean;
  /** Whether recording activity can change the answer (S1). */
  readonly activity: boolean;
  /** Whether it reads a host fact (C7). */
  readonly host: boolean;
  /** A rough measure of the work. */
  readonly cost: number;
}

/** One comparison, read once. */
export interface LeafPlan extends PlanBase {
  readonly kind: 'leaf';
  readonly place: Place;
  readonly operator: DecoratedOperator;
  /** The place of the other value, or null when the value is a literal. */
  readonly other: Place | null;
  readonly literal: JsonValue;
}

/** `all` or `any`; the children stand in the order in which they are asked. */
export interface GroupPlan extends PlanBase {
  readonly kind: 'all' | 'any';
  readonly children: readonly Plan[];
}

/** `not` */
export interface NotPlan extends PlanBase {
  readonly kind: 'not';
  readonly child: Plan;
}

/** A named condition that is answered once a test, before the condition itself: see `Slots`. */
export interface SlotPlan extends PlanBase {
  readonly kind: 'slot';
  readonly slot: number;
}

/**
 * A condition made ready: names resolved, texts read, cheap and timeless children first. The answer does not depend on
 * the order, but the work and the horizon do, so both implementations follow it.
 */
export type Plan = LeafPlan | GroupPlan | NotPlan | SlotPlan;
