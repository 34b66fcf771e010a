import { DormouseError } from '../model/errors';
import type { DormouseEvent } from '../model/event';
import { upgradeEvent } from '../model/upgrade-event';
import { formatInstant } from '../time/instant';

export interface CloudEventOptions {
  /** A URI reference that names the system the events come from: `https://id.example.com`, `/identity`. */
  readonly source: string;
  /** Goes before the type, such as `com.example.`. Default: nothing. */
  readonly typePrefix?: string;
}

/**
 * An event in the JSON form of CloudEvents 1.0. `id` is the hash of the event, so that a repeated delivery is recognised
 * by `source` and `id`. Extension attributes carry the account, the actor, and the place in the history.
 */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** The identity; left out for an event of the account itself. */
  readonly subject?: string;
  /** RFC 3339. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** As the log has it, in the present form: instants are milliseconds of UTC. */
  readonly data: DormouseEvent['data'];
  readonly accountid: string;
  /** Left out when nobody said who asked for it. */
  readonly actor?: string;
  /** The place in the history of the subject, or of the account itself: a whole number as text. */
  readonly sequence: string;
  readonly sequencetype: 'Integer';
  readonly previoushash: string;
}

/**
 * Writes an event as a CloudEvent (E2).
 * @throws DormouseError `INVALID_ARGUMENT` without a source.
 * @example toCloudEvent(event, { source: 'https://id.example.com' })
 */
export function toCloudEvent(event: DormouseEvent, { source, typePrefix = '' }: CloudEventOptions): CloudEvent {
  if (typeof source !== 'string' || source === '' || /\s/.test(source)) {
    throw new DormouseError('INVALID_ARGUMENT', 'source must be a URI reference', { name: 'source' });
  }
  return {
    specversion: '1.0',
    id: event.hash,
    source,
    type: `${typePrefix}${event.type}`,
    ...(event.identityId === null ? {} : { subject: event.identityId }),
    time: formatInstant(event.at),
    datacontenttype: 'application/json',
    data: upgradeEvent(event).data,
    accountid: event.accountId,
    ...(event.actor === null ? {} : { actor: event.actor }),
    sequence: String(event.sequence),
    sequencetype: 'Integer',
    previoushash: event.previousHash,
  };
}
