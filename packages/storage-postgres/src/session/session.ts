import type { Query, Statement } from '../sql/statement';

/** The account that a call is about; null: it is about all of them. Row-level security goes by it. */
export type Scope = string | null;

/** How this adapter reaches the database: the one place that begins and ends transactions. */
export interface Session {
  /** Whether another connection can be had when one is lost. */
  readonly reconnects: boolean;
  /**
   * Whether nobody else can write meanwhile: then a decision locks at once, and never has to wait and be made again. A
   * database in this very process would not let a timer run while others keep asking.
   */
  readonly alone: boolean;
  /** Runs one statement, which commits by itself. */
  query(scope: Scope, statement: Statement): ReturnType<Query>;
  /**
   * Runs several statements in one transaction (READ COMMITTED), and commits. When the connection is lost while it
   * commits, it finds out what became of it.
   */
  transaction<T>(scope: Scope, work: (query: Query) => Promise<T>): Promise<T>;
}

/** What every transaction begins with. */
export interface Settings {
  readonly statementTimeout: number | null;
  readonly lockTimeout: number | null;
  /** Tells row-level security the account of the call. */
  readonly rls: boolean;
  /** Has the server keep the statements of a pool's connections. */
  readonly prepare: boolean;
}
