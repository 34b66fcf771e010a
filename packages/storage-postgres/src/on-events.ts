import { translate } from './errors';
import { namesOf, type SchemaOptions } from './schema-options';
import { quoteName } from './sql/names';

/** A connection that hears notifications, such as a connected `Client` of `pg`. Not one of a pool, which moves on. */
export interface PgListener {
  query(text: string): Promise<unknown>;
  on(event: 'notification', listener: (message: { readonly channel: string }) => void): unknown;
  removeListener(event: 'notification', listener: (message: { readonly channel: string }) => void): unknown;
}

/**
 * Calls back when events were committed by a storage with `notify`. It only says when to look: which events there are is
 * the matter of the consumer's position, so a notification that is lost loses nothing. Keep polling beside it, seldom.
 * @returns what ends it.
 * @throws DormouseError `STORAGE_UNAVAILABLE` when it cannot listen.
 * @example
 * const stop = await onEvents(client, () => wake());
 */
export async function onEvents(
  client: PgListener,
  wake: () => void,
  options: SchemaOptions = {},
): Promise<() => Promise<void>> {
  const { channel } = namesOf(options);
  const listener = (message: { readonly channel: string }): void => {
    if (message.channel === channel) wake();
  };
  client.on('notification', listener);
  try {
    await client.query(`LISTEN ${quoteName(channel)}`);
  } catch (error) {
    client.removeListener('notification', listener);
    throw translate(error);
  }
  return async () => {
    client.removeListener('notification', listener);
    await client.query(`UNLISTEN ${quoteName(channel)}`);
  };
}
