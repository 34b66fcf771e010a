import { type FoldedIdentity, nothingFolded } from '../decide/apply-event';
import { applyKnown } from '../decide/fold-events';
import { DormouseError } from '../model/errors';
import type { Instant } from '../time/instant';
import { eventsOf } from './event-stream';
import type { Runtime } from './runtime';

/** So often it is tried again while the identity is written to. */
const MOST_ATTEMPTS = 5;

/** What the events that are there say of a past instant. */
interface Past {
  /** null: its first events were archived, and nothing has begun it anew by then. */
  readonly then: FoldedIdentity | null;
  /** The hash of the last event; null: none is there. */
  readonly lastHash: string | null;
  /** Whether the events of then are complete: one of then is there, and none is later. */
  readonly isStillSo: boolean;
}

/**
 * An identity as it was at a past instant, up to the last event that was committed by then: should the clock have gone
 * back, its later readings count. Where the first events were archived, it is the record, if nothing has changed since.
 * @throws DormouseError `HISTORY_ARCHIVED` when the events that would tell were archived; `CONFLICT` when the identity was
 * written to all the time.
 */
export async function identityUntil(
  runtime: Runtime,
  accountId: string,
  identityId: string,
  at: Instant,
): Promise<FoldedIdentity> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const past = await pastOf(runtime, accountId, identityId, at);
    if (past.then !== null) return past.then;
    if (!past.isStillSo) break;
    const record = (await runtime.storage.read(accountId, [identityId])).stored[0] ?? null;
    if (record === null) break;
    const head = { sequence: record.sequence, hash: record.headHash };
    if (record.headHash === past.lastHash) return { subject: record.subject, status: record.status, head };
    if (attempt === MOST_ATTEMPTS - 1) {
      throw new DormouseError('CONFLICT', 'the identity was written to meanwhile: try again', { identityId });
    }
  }
  throw new DormouseError('HISTORY_ARCHIVED', 'the events that tell of that instant were archived', { identityId });
}

async function pastOf({ storage }: Runtime, accountId: string, identityId: string, at: Instant): Promise<Past> {
  let folded: FoldedIdentity | null = nothingFolded;
  let then: FoldedIdentity | null = nothingFolded;
  let lastHash: string | null = null;
  let until = 0;
  let later = 0;
  for await (const event of eventsOf(storage, accountId, { identityId })) {
    if (event.identityId === null) continue;
    if (lastHash === null && event.sequence > 1) folded = then = null;
    folded = applyKnown(folded, event);
    lastHash = event.hash;
    if (event.at <= at) {
      then = folded;
      until += 1;
    } else later += 1;
  }
  if (lastHash === null && (await storage.archivedHead(accountId, identityId)) !== null) then = null;
  return { then, lastHash, isStillSo: until > 0 && later === 0 };
}
