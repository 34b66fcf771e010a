import { readTokens, type Tokens } from './tokens';

/** How much a host takes. */
export interface Limits {
  /** The largest body, in bytes. */
  readonly bodyBytes: number;
  /** The longest time for a request to arrive, in milliseconds. */
  readonly requestMilliseconds: number;
  /** Requests under way at once; more are refused with 503. */
  readonly atOnce: number;
  /** Requests a second of one token (or address, without tokens); more are refused with 429. */
  readonly perSecond: number;
}

/** A PostgreSQL database, and how a host uses it. */
export interface DatabaseConfig {
  readonly url: string;
  /** The most connections of this process. */
  readonly pool: number;
  /** The longest time of one statement, in milliseconds. */
  readonly statementMilliseconds: number;
  /** Whether tables of an earlier version may be changed at the start. */
  readonly migrate: boolean;
}

/** What the environment says. */
export interface Config {
  readonly address: string;
  readonly port: number;
  /** null: there are none, and only the machine itself is let in. */
  readonly tokens: Tokens | null;
  /** null: everything is in memory, and gone with the process. */
  readonly database: DatabaseConfig | null;
  readonly limits: Limits;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The machine itself. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Reads the environment: `PORT` (8080), `HOST` (127.0.0.1), `DORMOUSE_TOKENS`, `DATABASE_URL`, `DORMOUSE_MAX_BODY` (1 MiB),
 * `DORMOUSE_REQUEST_TIMEOUT` (30,000 ms), `DORMOUSE_AT_ONCE` (512), `DORMOUSE_RATE` (200 a second); for the database
 * `DORMOUSE_POOL` (10), `DORMOUSE_STATEMENT_TIMEOUT` (15,000 ms), `DORMOUSE_MIGRATE` (`new`; `yes`).
 * @throws Error that names the variable
 */
export function readConfig(env: Environment): Config {
  const address = env['HOST'] ?? '127.0.0.1';
  const tokens = env['DORMOUSE_TOKENS'] === undefined ? null : tokensOf(env['DORMOUSE_TOKENS']);
  if (tokens === null && !LOOPBACK.has(address)) {
    throw new Error(`HOST is ${address}: without DORMOUSE_TOKENS only the machine itself is let in`);
  }
  return {
    address,
    port: whole(env, 'PORT', 8080, 0, 65_535),
    tokens,
    database: databaseOf(env),
    limits: {
      bodyBytes: whole(env, 'DORMOUSE_MAX_BODY', 1024 * 1024, 1, 1024 ** 3),
      requestMilliseconds: whole(env, 'DORMOUSE_REQUEST_TIMEOUT', 30_000, 1, 3_600_000),
      atOnce: whole(env, 'DORMOUSE_AT_ONCE', 512, 1, 1_000_000),
      perSecond: whole(env, 'DORMOUSE_RATE', 200, 1, 1_000_000),
    },
  };
}

function databaseOf(env: Environment): DatabaseConfig | null {
  const url = env['DATABASE_URL'] ?? '';
  if (url === '') return null;
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new Error('DATABASE_URL is not an address such as postgresql://user@localhost:5432/dormouse');
  }
  const migrate = env['DORMOUSE_MIGRATE'] ?? 'new';
  if (migrate !== 'new' && migrate !== 'yes') throw new Error('DORMOUSE_MIGRATE is new or yes');
  return {
    url,
    pool: whole(env, 'DORMOUSE_POOL', 10, 2, 1_000),
    statementMilliseconds: whole(env, 'DORMOUSE_STATEMENT_TIMEOUT', 15_000, 1, 3_600_000),
    migrate: migrate === 'yes',
  };
}

function tokensOf(path: string): Tokens {
  try {
    return readTokens(path);
  } catch (error) {
    throw new Error(
      `DORMOUSE_TOKENS: ${path} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function whole(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Error(`${name} is ${JSON.stringify(text)}: it must be a whole number from ${least} to ${most}`);
}
