import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What a role may do. Each may do what the ones before it may. */
export const roles = ['viewer', 'operator', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** Whom a request speaks for. */
export interface Grant {
  readonly account: string;
  readonly role: Role;
  /** For the log of events: a name that the token file gives, or a part of the token's hash; never the token. */
  readonly actor: string;
}

/** The bearer tokens of a host. */
export interface Tokens {
  /** The grant of an `Authorization` header; null when there is none, or none that is known. */
  readonly grantOf: (header: string | undefined) => Grant | null;
}

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Reads a file of tokens: `{ "<token>": { "account": "…", "role": "operator", "actor": "jane" } }`. Only hashes of the
 * tokens are kept, and looked up: how long that takes says nothing about a token.
 * @throws Error that says what is wrong with the file, and never shows a token
 */
export function readTokens(path: string): Tokens {
  const grants = new Map<string, Grant>();
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Error('the tokens are not a JSON object');
  let place = 0;
  for (const [token, value] of Object.entries(json)) {
    place += 1;
    if (token.length < 16) throw new Error(`token ${place} is shorter than 16 characters`);
    grants.set(digest(token), readGrant(value, place, token));
  }
  if (grants.size === 0) throw new Error('there is no token in it');
  return tokensOf(grants);
}

function tokensOf(grants: ReadonlyMap<string, Grant>): Tokens {
  return {
    grantOf: (header) => {
      const token = /^Bearer +([\x21-\x7e]{1,4096}) *$/i.exec(header ?? '')?.[1];
      return token === undefined ? null : (grants.get(digest(token)) ?? null);
    },
  };
}

function readGrant(value: unknown, place: number, token: string): Grant {
  const { account, role, actor } = (value ?? {}) as Partial<Record<keyof Grant, unknown>>;
  if (typeof account !== 'string' || account === '') throw new Error(`token ${place} names no account`);
  const known = roles.find((each) => each === role);
  if (known === undefined) throw new Error(`the role of token ${place} is none of ${roles.join(', ')}`);
  if (actor !== undefined && typeof actor !== 'string') throw new Error(`the actor of token ${place} is not a text`);
  return { account, role: known, actor: actor ?? `token-${digest(token).slice(0, 8)}` };
}

/** Whether a role may do what another one may. */
export function mayAs(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
