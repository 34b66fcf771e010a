import { type Instant, parseInstant } from '../../time/instant';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** An instant of a test: an RFC 3339 text, or a date, which is its first instant in UTC. null for anything else. */
export function testInstant(text: unknown): Instant | null {
  if (typeof text !== 'string') return null;
  return parseInstant(DATE.test(text) ? `${text}T00:00:00Z` : text);
}
