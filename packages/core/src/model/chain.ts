import { canonicalJson } from './canonical-json';
import { redact, type Salts } from './personal-data';

/** Gives the hash of a text. Every process that writes or verifies the log of an account must use the same one (E3). */
export type HashText = (text: string) => string;

/** What links an event to the one before it of the same identity, or of the same account. */
export interface ChainLink {
  /** Counts the events of the chain from 1, without a gap. */
  readonly sequence: number;
  /** The hash of the event before; 64 zeros at first. */
  readonly previousHash: string;
  /**
   * The hash over the canonical JSON (RFC 8785) of the event without this field; where it has `salts`, also without
   * these, and with salted hashes in the place of personal data (E3a).
   */
  readonly hash: string;
}

/** Where a chain ends: the sequence and the hash of its last event. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** The `previousHash` of the first event. */
export const FIRST_HASH: string = '0'.repeat(64);

/** The head of a chain without events. */
export const emptyChain: ChainHead = Object.freeze({ sequence: 0, hash: FIRST_HASH });

/**
 * Puts a record at the end of a chain: gives it the next sequence, the hash before, and its own. It is the one place
 * that does; events of identities and of accounts are linked alike (E3). The record is given away: it becomes the event.
 */
export function linkTo<E extends object>(head: ChainHead, record: E, hash: HashText): E & ChainLink {
  const linked = record as E & { -readonly [K in keyof ChainLink]: ChainLink[K] };
  linked.sequence = head.sequence + 1;
  linked.previousHash = head.hash;
  linked.hash = hash(canonicalJson(hashedForm(linked, hash)));
  return linked;
}

/** The hash that an event should have. */
export function hashOf(event: ChainLink, hash: HashText): string {
  const { hash: _, ...content } = event;
  return hash(canonicalJson(hashedForm(content, hash)));
}

/**
 * What is hashed of an event: instead of personal data its salted hashes, and not the salts themselves. So personal data
 * can be erased later, and the chain still verifies (E3a).
 */
function hashedForm(content: object, hash: HashText): object {
  if (!('salts' in content)) return content;
  const { salts, data, ...rest } = content as { readonly salts: Salts; readonly data?: unknown };
  return { ...rest, data: redact(data, salts, hash) };
}

/** Whether an event comes right after the head of its chain. It says nothing about the event's own hash. */
export function follows(event: ChainLink, head: ChainHead): boolean {
  return event.sequence === head.sequence + 1 && event.previousHash === head.hash;
}
