import { DormouseError, type Storage } from '@dormouse/core';
import { isEmbedded, isPool, type PgLike, type PgQueryable } from './client';
import { readsOn } from './reads';
import { recordActivity } from './record-activity';
import { removeAccount } from './remove-account';
import { reportsOn } from './reports';
import { scan, scanDue } from './scan';
import { clientSession, embeddedSession, hostSession } from './session/client-session';
import { poolSession } from './session/pool-session';
import type { Session, Settings } from './session/session';
import { namesIn } from './sql/names';
import { type Place, update } from './update';
import { updateConsumer } from './update-consumer';
import { updateDue } from './update-due';
import { updatePolicies } from './update-policies';

export interface PostgresStorageOptions {
  /** The host's own client. It stays the host's: the adapter never ends it. */
  readonly client: PgLike;
  /** The schema of the tables. Default: `dormouse`. */
  readonly schema?: string;
  /** What the names of the tables begin with. Default: nothing. */
  readonly prefix?: string;
  /** Ends a statement after so many milliseconds. Default: what the connection has. It costs two round trips a command. */
  readonly statementTimeout?: number;
  /** Ends the wait for a lock after so many milliseconds. Default: what the connection has; it costs the same. */
  readonly lockTimeout?: number;
  /** Tells row-level security the account of each call; for tables that were migrated with `rls`. Default: false. */
  readonly rls?: boolean;
  /**
   * Tells on a channel when events were committed, so that `onEvents` wakes consumers at once. Default: false, because
   * PostgreSQL lets transactions that notify commit one after another.
   */
  readonly notify?: boolean;
  /**
   * Whether the connections of a pool keep the statements prepared, under names that begin with `dormouse_`: a command takes
   * less than half the time of the server. Default: true. Behind a pooler that lends a connection for one transaction and
   * knows nothing of prepared statements, set it to false.
   */
  readonly prepare?: boolean;
  /** Is told of a record that a sweep passes over because it cannot be read (`STORAGE_CORRUPT`). Default: nobody is. */
  readonly onUnreadable?: (error: DormouseError) => void;
}

/** A storage in PostgreSQL. */
export interface PostgresStorage extends Storage {
  /**
   * The same storage on a transaction that the host has open on `client`: every call is a savepoint in it, and is there
   * for others when the host commits. `dormouse.within` holds the events back until then.
   * @example
   * await client.query('BEGIN');
   * const { dormouse: inside, committed } = dormouse.within(storage.within(client));
   * await inside.controls.create(request);
   * await client.query('COMMIT');
   * committed();
   */
  readonly within: (client: PgQueryable) => Storage;
}

/**
 * A storage in PostgreSQL 15 or later, over the client that the host has. The tables are made by `migrate`.
 * @throws DormouseError `INVALID_ARGUMENT` for options that cannot be.
 * @example
 * const pool = new Pool({ connectionString });
 * await migrate(pool);
 * const dormouse = createDormouse({ storage: postgresStorage({ client: pool }), clock: () => new Date() });
 */
export function postgresStorage(options: PostgresStorageOptions): PostgresStorage {
  const { client, schema = 'dormouse', prefix = '', rls = false, onUnreadable = () => undefined } = options;
  const names = namesIn(schema, prefix, options.notify);
  const settings: Settings = {
    statementTimeout: milliseconds('statementTimeout', options.statementTimeout),
    lockTimeout: milliseconds('lockTimeout', options.lockTimeout),
    rls,
    prepare: options.prepare !== false,
  };
  const within = (transaction: PgQueryable): Storage =>
    storageOn({ session: hostSession(transaction, settings), names, onUnreadable });
  return { ...storageOn({ session: sessionOn(client, settings), names, onUnreadable }), within };
}

function sessionOn(client: PgLike, settings: Settings): Session {
  if (isPool(client)) return poolSession(client, settings);
  return isEmbedded(client) ? embeddedSession(client, settings) : clientSession(client, settings);
}

function storageOn(place: Place): Storage {
  return {
    ...readsOn(place),
    update: (accountId, ids, decide, options) => update(place, accountId, ids, decide, options),
    updateDue: (request, decide) => updateDue(place, request, decide),
    recordActivity: (accountId, marks, options) => recordActivity(place, accountId, marks, options),
    scan: (accountId, scanned) => scan(place, accountId, scanned),
    ...reportsOn(place),
    scanDue: (accountId, now) => scanDue(place, accountId, now),
    updateConsumer: (accountId, name, decide) => updateConsumer(place, accountId, name, decide),
    updatePolicies: (accountId, decide, options) => updatePolicies(place, accountId, decide, options),
    removeAccount: (accountId, check) => removeAccount(place, accountId, check),
  };
}

function milliseconds(name: string, value: number | undefined): number | null {
  if (value === undefined) return null;
  if (Number.isInteger(value) && value > 0 && value <= 2_147_483_647) return value;
  throw new DormouseError('INVALID_ARGUMENT', `${name} must be a whole number of milliseconds from 1`, { name });
}
