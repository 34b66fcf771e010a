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

/** What the environment says. */
export interface Config {
  readonly address: string;
  readonly port: number;
  /** null: there are none, and only the machine itself is let in. */
  readonly tokens: Tokens | null;
  /** null: everything is in memory, and gone with the process. */
  readonly databaseUrl: string | null;
  readonly limits: Limits;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The machine itself. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Reads the environment: `PORT` (8080), `HOST` (127.0.0.1), `DORMOUSE_TOKENS`, `DATABASE_URL`, `DORMOUSE_MAX_BODY` (1 MiB),
 * `DORMOUSE_REQUEST_TIMEOUT` (30,000 ms), `DORMOUSE_AT_ONCE` (512), `DORMOUSE_RATE` (200 a second).
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
    databaseUrl: env['DATABASE_URL'] ?? null,
    limits: {
      bodyBytes: whole(env, 'DORMOUSE_MAX_BODY', 1024 * 1024, 1, 1024 ** 3),
      requestMilliseconds: whole(env, 'DORMOUSE_REQUEST_TIMEOUT', 30_000, 1, 3_600_000),
      atOnce: whole(env, 'DORMOUSE_AT_ONCE', 512, 1, 1_000_000),
      perSecond: whole(env, 'DORMOUSE_RATE', 200, 1, 1_000_000),
    },
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
