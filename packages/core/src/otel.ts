/**
 * The entry `@dormouse/core/otel`: measures of an engine for OpenTelemetry. It is the only place that loads
 * `@opentelemetry/api`, an optional peer; without an SDK in the host nothing is measured, and nothing fails.
 */
export { type Instrumented, type InstrumentOptions, instrumentDormouse } from './otel/instrument-dormouse';
export { type Metric, metrics } from './otel/metrics';
