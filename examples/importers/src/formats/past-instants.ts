import { parseInstant } from '@dormouse/core';

/**
 * The instants (UTC ms) at which something happened to a subject, from its JSON form; dates that may lie ahead (expiry,
 * due, validity) are not among them. What cannot be read is left out: the check of the subject reports it.
 */
export function* pastInstants(subject: unknown): Generator<number> {
  for (const text of pastTexts(subject)) {
    const instant = typeof text === 'string' ? parseInstant(text) : null;
    if (instant !== null) yield instant;
  }
}

function* pastTexts(subject: unknown): Generator<unknown> {
  yield member(subject, 'reactivatedAt');
  yield member(subject, 'approvedAt');
  yield member(member(subject, 'identity'), 'createdAt');
  for (const outcomes of members(member(subject, 'activity'))) {
    for (const summary of members(outcomes)) yield member(summary, 'lastAt');
  }
  for (const control of members(member(subject, 'controls'))) {
    yield member(control, 'createdAt');
    yield member(control, 'deletedAt');
  }
  for (const entry of members(member(subject, 'progress'))) yield member(entry, 'at');
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function members(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
