/** One measure: its name, what it is, its unit, and the attributes that tell its series apart. */
export interface Metric {
  readonly name: string;
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** Of the Unified Code for Units of Measure: `s`, or what is counted in braces. */
  readonly unit: string;
  readonly description: string;
  /** None of them names an account, an identity or a person: the number of series stays small. */
  readonly attributes: readonly string[];
}

/** Measures that only grow. */
export type CounterKey =
  | 'sweepEvaluated'
  | 'sweepErrors'
  | 'sweepActions'
  | 'guardHalts'
  | 'transitions'
  | 'events'
  | 'activities'
  | 'deliveries';
/** Measures of how long something took. */
export type HistogramKey = 'sweepDuration' | 'evaluations' | 'deliveryLag';
/** Measures that are read when the host's reader collects. */
export type GaugeKey = 'due' | 'dueAge';

/** Every measure of `instrumentDormouse`, by what it measures. */
export const metrics: Readonly<Record<CounterKey | HistogramKey | GaugeKey, Metric>> = {
  sweepDuration: {
    name: 'dormouse.sweep.duration',
    kind: 'histogram',
    unit: 's',
    description: 'How long a sweep, or the rest of a resumed one, took.',
    attributes: ['outcome'],
  },
  sweepEvaluated: {
    name: 'dormouse.sweep.evaluated',
    kind: 'counter',
    unit: '{identity}',
    description: 'Identities whose expired evaluation a sweep renewed.',
    attributes: [],
  },
  sweepErrors: {
    name: 'dormouse.sweep.errors',
    kind: 'counter',
    unit: '{identity}',
    description: 'Identities that a sweep could not judge.',
    attributes: [],
  },
  sweepActions: {
    name: 'dormouse.sweep.actions',
    kind: 'counter',
    unit: '{action}',
    description: 'What sweeps did: notices, controls, requirements that were opened.',
    attributes: ['action'],
  },
  guardHalts: {
    name: 'dormouse.guard.halts',
    kind: 'counter',
    unit: '{run}',
    description: 'Runs that the guard halted.',
    attributes: [],
  },
  due: {
    name: 'dormouse.due',
    kind: 'gauge',
    unit: '{identity}',
    description: 'Identities whose evaluation has expired and that wait for a sweep.',
    attributes: [],
  },
  dueAge: {
    name: 'dormouse.due.age',
    kind: 'gauge',
    unit: 's',
    description: 'How long the one that waits longest has been due.',
    attributes: [],
  },
  transitions: {
    name: 'dormouse.transitions',
    kind: 'counter',
    unit: '{transition}',
    description: 'Changes of status.',
    attributes: ['from', 'to', 'trigger'],
  },
  events: {
    name: 'dormouse.events',
    kind: 'counter',
    unit: '{event}',
    description: 'Events that this process committed.',
    attributes: ['type'],
  },
  evaluations: {
    name: 'dormouse.evaluate.duration',
    kind: 'histogram',
    unit: 's',
    description: 'How long an evaluation that a host asked for took, with its reading.',
    attributes: ['outcome'],
  },
  activities: {
    name: 'dormouse.activities',
    kind: 'counter',
    unit: '{activity}',
    description: 'Activities that were reported.',
    attributes: ['outcome'],
  },
  deliveryLag: {
    name: 'dormouse.delivery.lag',
    kind: 'histogram',
    unit: 's',
    description: 'The age of an event when a durable consumer is handed it.',
    attributes: ['consumer'],
  },
  deliveries: {
    name: 'dormouse.deliveries',
    kind: 'counter',
    unit: '{delivery}',
    description: 'Events that durable consumers were handed, and what became of them.',
    attributes: ['consumer', 'outcome'],
  },
};
