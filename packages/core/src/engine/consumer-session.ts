import type { BlockedStream, ConsumerState } from '../storage/consumer-state';
import type { LoggedEvent, Storage } from '../storage/storage';
import type { Instant } from '../time/instant';

/** Whose state it is, and until when a run holds it. */
export interface SessionOf {
  readonly storage: Storage;
  readonly now: () => Instant;
  readonly accountId: string;
  readonly name: string;
  readonly owner: string;
  readonly leaseFor: number;
}

/** Thrown inside a run, to itself: its lease was over, and another run has taken its place. */
export class LeaseLost extends Error {}

/**
 * One run of a consumer in one account, under a lease. What it has done is kept here and written by `save`, after it was
 * done and never before: a crash repeats a little, and loses nothing (E5). It lives for one run.
 */
export class ConsumerSession {
  readonly #of: SessionOf;
  #state: ConsumerState;
  #position: number;
  readonly #changed = new Map<string | null, BlockedStream | null>();
  #savedAt: Instant;
  #unsaved = 0;

  private constructor(of: SessionOf, state: ConsumerState, savedAt: Instant) {
    this.#of = of;
    this.#state = state;
    this.#position = state.position;
    this.#savedAt = savedAt;
  }

  /** Takes the lease; null when another run holds it. */
  static async begin(of: SessionOf): Promise<ConsumerSession | null> {
    const now = of.now();
    const { accountId, name, owner, leaseFor } = of;
    const state = await of.storage.updateConsumer(accountId, name, (before) => {
      const isTaken = before.lease !== null && before.lease.until > now;
      return isTaken ? before : { ...before, lease: { owner, until: now + leaseFor } };
    });
    return state.lease?.owner === owner ? new ConsumerSession(of, state, now) : null;
  }

  /** Up to where everything was handled, or is blocked. */
  get position(): number {
    return this.#position;
  }

  /** The blocked streams, in the order of failing. */
  get blocked(): readonly BlockedStream[] {
    return withChanges(this.#state.blocked, this.#changed);
  }

  blockedOf(identityId: string | null): BlockedStream | null {
    const changed = this.#changed.get(identityId);
    if (changed !== undefined) return changed;
    return this.#state.blocked.find((stream) => stream.identityId === identityId) ?? null;
  }

  advance({ position }: LoggedEvent): void {
    this.#position = position;
    this.#unsaved += 1;
  }

  /** Blocks a stream, or moves the block on. */
  block(stream: BlockedStream): void {
    this.#changed.set(stream.identityId, stream);
    this.#unsaved += 1;
  }

  unblock(identityId: string | null): void {
    this.#changed.set(identityId, null);
    this.#unsaved += 1;
  }

  /** Saves when there is much to repeat after a crash, or when the lease is half over. */
  async saveNowAndThen(): Promise<void> {
    const { now, leaseFor } = this.#of;
    if (this.#unsaved >= MOST_UNSAVED || now() - this.#savedAt >= leaseFor / 2) await this.save(true);
  }

  /** Writes what was done, and keeps the lease or gives it back. */
  async save(keepsLease: boolean): Promise<void> {
    const { storage, accountId, name, owner, leaseFor } = this.#of;
    const now = this.#of.now();
    const lease = keepsLease ? { owner, until: now + leaseFor } : null;
    this.#state = await storage.updateConsumer(accountId, name, (stored) => {
      if (stored.lease?.owner !== owner) throw new LeaseLost('another run has taken over');
      return { position: this.#position, lease, blocked: withChanges(stored.blocked, this.#changed) };
    });
    this.#changed.clear();
    this.#unsaved = 0;
    this.#savedAt = now;
  }
}

/** How many events a crash may repeat. */
const MOST_UNSAVED = 100;

/** Streams that this run did not touch are left as they are stored: somebody may have released a parked one meanwhile. */
function withChanges(
  stored: readonly BlockedStream[],
  changes: ReadonlyMap<string | null, BlockedStream | null>,
): readonly BlockedStream[] {
  if (changes.size === 0) return stored;
  const kept = stored.flatMap((stream) => {
    const changed = changes.get(stream.identityId);
    if (changed === undefined) return [stream];
    return changed === null ? [] : [changed];
  });
  const known = new Set(stored.map(({ identityId }) => identityId));
  for (const [identityId, stream] of changes) if (stream !== null && !known.has(identityId)) kept.push(stream);
  return kept;
}
