/**
 * The entry `@dormouse/core/host-facts`: the lane for facts that only the host can tell (C7). It is the only place that
 * loads json-rules-engine.
 */
export type { HostFactDeclaration } from './condition/host-facts/declaration';
export { type HostFactsOptions, hostFactsLane } from './condition/host-facts/host-facts-lane';
export type { Timers } from './condition/host-facts/timers';
export type { HostFactsLane } from './condition/host-facts-lane';
