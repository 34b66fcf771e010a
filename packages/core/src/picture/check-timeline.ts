import { DormouseError } from '../model/errors';
import { isObject } from '../model/shape';
import { createZone } from '../time/zone';

const MOST_EVENTS = 10_000;

/** Checks what a timeline is asked to draw: a list of events of one identity, and a zone. */
export function checkTimelineInput(input: unknown): void {
  const events: unknown = isObject(input) ? input['events'] : undefined;
  if (!Array.isArray(events) || events.length > MOST_EVENTS)
    refuse(`events must be a list of at most ${MOST_EVENTS} events`);
  for (const [index, event] of events.entries()) checkEvent(event, index, events);
  if (!isObject(input)) return;
  const zone = input['timeZone'] ?? 'UTC';
  if (typeof zone !== 'string' || createZone(zone) === null) {
    throw new DormouseError('INVALID_TIME_ZONE', 'timeZone must be an IANA name', { name: 'timeZone' });
  }
  if (input['title'] !== undefined && typeof input['title'] !== 'string') refuse('title must be a text');
}

function checkEvent(event: unknown, index: number, events: readonly unknown[]): void {
  const first = events[0];
  if (!isObject(event) || !isObject(event['data']) || typeof event['type'] !== 'string') {
    refuse(`events[${index}] must be an event`);
  }
  if (typeof event['at'] !== 'number' || !Number.isFinite(event['at']))
    refuse(`events[${index}].at must be an instant`);
  if (isObject(first) && event['identityId'] !== first['identityId']) {
    refuse(`events[${index}] is about another identity than the first`);
  }
}

function refuse(message: string): never {
  throw new DormouseError('INVALID_ARGUMENT', message, { name: 'events' });
}
