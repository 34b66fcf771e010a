import { DormouseError } from '../../model/errors';
import type { Identity } from '../../model/identity';
import { quote } from '../../model/shape';
import { type Duration, parseDuration } from '../../time/duration';
import { builtInFacts } from '../facts';
import type { AttributeType } from '../language';
import { forbiddenKeys } from '../path';

/**
 * A host fact (C7), resolved for one identity at a time, or for many at once: exactly one of `resolve` and `resolveMany`.
 * A value is JSON; a `Date` becomes its milliseconds (its ISO text where the declared type is `instant`). `undefined`
 * says that the identity has no such fact. A fact that throws, rejects, takes too long, or gives what is no JSON or not of
 * its declared type is unknown.
 */
export interface HostFactDeclaration {
  readonly resolve?: (identity: Identity) => unknown;
  /** Up to 1,000 identities: a `Map` by identity id, or a list in their order. */
  readonly resolveMany?: (identities: readonly Identity[]) => unknown;
  /** How long a value is believed, at least `PT1M`: an ISO-8601 duration. It is the horizon of the fact. */
  readonly maxAge: string;
  /** How soon an unknown fact is asked for again, at least `PT1M`. Default: `maxAge`. */
  readonly retryAfter?: string;
  /** How long to wait for `resolve` or `resolveMany`, in milliseconds. Default: 5,000. */
  readonly timeLimit?: number;
  /** Refuses policies that use the fact against its type, and values of other types. Default: any type. */
  readonly type?: AttributeType;
}

/** A declaration, checked and read once. */
export interface HostFact {
  readonly name: string;
  readonly resolve: ((identity: Identity) => unknown) | null;
  readonly resolveMany: ((identities: readonly Identity[]) => unknown) | null;
  readonly maxAge: Duration;
  readonly retryAfter: Duration;
  readonly timeLimit: number;
  readonly type: AttributeType | null;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,99}$/;
const TYPES: ReadonlySet<unknown> = new Set<AttributeType>(['string', 'number', 'boolean', 'instant', 'list']);
const SHORTEST_AGE = 60_000;
const LONGEST_LIMIT = 600_000;
const DEFAULT_LIMIT = 5_000;

/** @throws DormouseError `INVALID_ARGUMENT` with the name of the fact in `data.fact`. */
export function readDeclarations(facts: Readonly<Record<string, HostFactDeclaration>>): ReadonlyMap<string, HostFact> {
  if (typeof facts !== 'object' || facts === null) throw refusal('facts', 'must be an object of declarations');
  return new Map(Object.entries(facts).map(([name, declaration]) => [name, readDeclaration(name, declaration)]));
}

function readDeclaration(name: string, given: HostFactDeclaration): HostFact {
  if (!NAME.test(name) || forbiddenKeys.has(name)) {
    throw refusal(name, 'needs a name of letters, digits, _ and -, that begins with a letter or _');
  }
  if (builtInFacts.has(name)) throw refusal(name, 'has the name of a built-in fact');
  if (typeof given !== 'object' || given === null) throw refusal(name, 'needs a declaration');
  const { resolve = null, resolveMany = null, timeLimit = DEFAULT_LIMIT, type = null } = given;
  const functions = [resolve, resolveMany].filter((one) => one !== null);
  if (functions.length !== 1 || typeof functions[0] !== 'function') {
    throw refusal(name, 'needs exactly one of the functions resolve and resolveMany');
  }
  if (!(Number.isFinite(timeLimit) && timeLimit > 0 && timeLimit <= LONGEST_LIMIT)) {
    throw refusal(name, 'needs a timeLimit above 0 and of at most 600,000 milliseconds');
  }
  if (type !== null && !TYPES.has(type)) throw refusal(name, `has the unknown type ${quote(String(type))}`);
  const maxAge = readAge(name, 'maxAge', given.maxAge);
  const retryAfter = given.retryAfter === undefined ? maxAge : readAge(name, 'retryAfter', given.retryAfter);
  return { name, resolve, resolveMany, maxAge, retryAfter, timeLimit, type };
}

function readAge(name: string, key: string, text: unknown): Duration {
  const duration = typeof text === 'string' ? parseDuration(text) : null;
  if (duration === null) throw refusal(name, `needs ${key}: a duration, such as PT1H`);
  if (duration.months > 0 || duration.days > 0 || duration.milliseconds >= SHORTEST_AGE) return duration;
  throw refusal(name, `needs ${key} of at least PT1M`);
}

function refusal(fact: string, message: string): DormouseError {
  return new DormouseError('INVALID_ARGUMENT', `The host fact ${quote(fact)} ${message}.`, { fact });
}
