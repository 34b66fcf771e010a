import type { Identity } from '../../model/identity';
import type { Instant } from '../../time/instant';
import type { HostValue } from './host-value';

/** A value of a fact, and until when it is believed. */
export interface KnownValue {
  readonly value: HostValue;
  readonly until: Instant;
}

/** The values that were fetched, by identity and fact. */
export interface FactCache {
  /** The value of a fact that is still believed at an instant. */
  readonly find: (identity: Identity, fact: string, now: Instant) => KnownValue | undefined;
  readonly keep: (identity: Identity, fact: string, known: KnownValue) => void;
}

/** A cache for so many identities; those whose values are oldest go first. */
export function createFactCache(most: number): FactCache {
  const identities = new Map<string, Map<string, KnownValue>>();
  return {
    find: (identity, fact, now) => {
      const known = identities.get(keyOf(identity))?.get(fact);
      return known !== undefined && known.until > now ? known : undefined;
    },
    keep: (identity, fact, known) => {
      const key = keyOf(identity);
      const facts = identities.get(key) ?? new Map<string, KnownValue>();
      facts.set(fact, known);
      identities.delete(key);
      identities.set(key, facts);
      if (identities.size <= most) return;
      const [oldest] = identities.keys();
      if (oldest !== undefined) identities.delete(oldest);
    },
  };
}

/** Ids hold no control characters. */
function keyOf({ accountId, id }: Identity): string {
  return `${accountId}\n${id}`;
}
