/** What a statement gave back. Every value that this adapter reads is a text or null: it casts in SQL. */
export interface PgResult {
  readonly rows: readonly unknown[];
}

/** Whatever runs a statement with numbered parameters: a `Client`, a client of a `Pool`, a PGlite transaction. */
export interface PgQueryable {
  query(text: string, values?: unknown[]): Promise<PgResult>;
}

/** A statement that the server is to keep under a name, so that it reads and plans it once for each connection. */
export interface PgPrepared {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** A client of a pool, to be given back. An argument that is true throws the connection away. */
export interface PgPoolClient extends PgQueryable {
  query(text: string, values?: unknown[]): Promise<PgResult>;
  query(statement: PgPrepared): Promise<PgResult>;
  release(destroy?: boolean): void;
  /** `pg` also tells the loss of a connection by an event, and ends the process when nobody hears it. */
  on?(event: 'error', listener: (error: Error) => void): unknown;
  off?(event: 'error', listener: (error: Error) => void): unknown;
}

/** A pool of connections, such as `Pool` of `pg`. Its `totalCount` tells it from a single client. */
export interface PgPool extends PgQueryable {
  query(text: string, values?: unknown[]): Promise<PgResult>;
  query(statement: PgPrepared): Promise<PgResult>;
  connect(): Promise<PgPoolClient>;
  readonly totalCount: number;
}

/** A database with one session, which runs transactions itself, such as `PGlite`. */
export interface PgEmbedded extends PgQueryable {
  transaction<T>(work: (transaction: PgQueryable) => Promise<T>): Promise<T>;
}

/**
 * The host's own client, by its shape: a `Pool` or a connected `Client` of `pg`, or a `PGlite`. A pool is the one that
 * does several things at once, and finds out by itself what became of a commit whose connection was lost.
 */
export type PgLike = PgPool | PgEmbedded | PgQueryable;

export function isPool(client: PgLike): client is PgPool {
  return 'totalCount' in client && typeof client.totalCount === 'number';
}

export function isEmbedded(client: PgLike): client is PgEmbedded {
  return 'transaction' in client && typeof client.transaction === 'function';
}
