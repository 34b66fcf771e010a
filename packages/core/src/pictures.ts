/**
 * The entry `@dormouse/core/pictures`: policies, histories and forecasts as text that a viewer draws (SVG, Mermaid). Pure
 * functions: nothing is asked for from anywhere.
 */
export type { ForecastEntry } from './picture/forecast';
export { type ForecastPictureInput, forecastSvg } from './picture/forecast-svg';
export { lifecycleMermaid } from './picture/lifecycle-mermaid';
export { lifecycleSvg } from './picture/lifecycle-svg';
export { type TimelineInput, timelineSvg } from './picture/timeline-svg';
