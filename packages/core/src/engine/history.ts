import { type ChainHead, FIRST_HASH } from '../model/chain';
import { DormouseError } from '../model/errors';
import { createHistoryVerifier, type HistoryVerifier } from '../model/verify-history';
import { checkId } from './check-input';
import { beginningOf, eventsOf } from './event-stream';
import type { Runtime } from './runtime';
import { type AuditedHistory, verifyIdentity, verifyOwn } from './verify-identity';

export interface VerifyRequest {
  readonly accountId: string;
  /** One identity, also one that was removed; null: the history of the account itself. Default: every history. */
  readonly identityId?: string | null;
  /** The hash of an event, kept elsewhere: the history must have passed it. For one history only. */
  readonly head?: string | null;
  /**
   * With every history: also checks that the events explain each stored record (L12), at a reading of its history each.
   * Default: false. It is always done for one identity.
   */
  readonly records?: boolean | null;
}

/** What a verification found. */
export interface HistoryAudit {
  readonly ok: boolean;
  readonly histories: number;
  readonly events: number;
  /** The end of the history that was asked for; null when all were. */
  readonly head: ChainHead | null;
  /** The histories with a fault: the first 100. */
  readonly faults: readonly AuditedHistory[];
}

const MOST_FAULTS = 100;

/**
 * Verifies the log (E3): that nothing was edited, inserted, lost or put elsewhere, that each history ends where its
 * record says, and that it explains the record (L12). Of a history whose first events were archived, what remains must
 * start from the hash that the archived part ended with, and must not contradict the record. It reads the log as a
 * stream, and writes nothing.
 * @throws DormouseError `INVALID_ARGUMENT`.
 */
export async function verifyLog(runtime: Runtime, request: VerifyRequest): Promise<HistoryAudit> {
  const accountId = checkId(request.accountId, 'accountId');
  const { identityId, head = null } = request;
  if (head !== null && typeof head !== 'string') {
    throw new DormouseError('INVALID_ARGUMENT', 'head must be the hash of an event', { name: 'head' });
  }
  if (identityId === undefined) {
    if (head === null) return verifyAll(runtime, accountId, request.records === true);
    throw new DormouseError('INVALID_ARGUMENT', 'head belongs to one history: name identityId', { name: 'head' });
  }
  const audited =
    identityId === null
      ? await verifyOwn(runtime, accountId, head)
      : await verifyIdentity(runtime, accountId, checkId(identityId, 'identityId'), head);
  const faults = audited.fault === null ? [] : [audited];
  return { ok: faults.length === 0, histories: 1, events: audited.events, head: audited.head, faults };
}

/** One reading of the whole log; then only histories that may be wrong, or were written meanwhile, are read again. */
async function verifyAll(runtime: Runtime, accountId: string, records: boolean): Promise<HistoryAudit> {
  const verifiers = new Map<string | null, HistoryVerifier>();
  let events = 0;
  for await (const event of eventsOf(runtime.storage, accountId, {})) {
    events += 1;
    const { identityId } = event;
    let verifier = verifiers.get(identityId);
    if (verifier === undefined) {
      const from = await beginningOf(runtime.storage, accountId, identityId, event);
      verifier = createHistoryVerifier({ hash: runtime.hash, from });
      verifiers.set(identityId, verifier);
    }
    verifier.add(event);
  }
  verifiers.delete(null);
  const own = await verifyOwn(runtime, accountId, null);
  const faults: AuditedHistory[] = own.fault === null ? [] : [own];
  let histories = 1;
  const look = async (identityId: string): Promise<void> => {
    const audited = await verifyIdentity(runtime, accountId, identityId, null);
    if (audited.fault !== null && faults.length < MOST_FAULTS) faults.push(audited);
  };
  for await (const stored of runtime.storage.scan(accountId)) {
    const { id } = stored.subject.identity;
    histories += 1;
    if (records || !isWhole(verifiers.get(id), stored.headHash)) await look(id);
    verifiers.delete(id);
  }
  // Those of removed identities: where they end, only their slot says.
  for (const id of verifiers.keys()) {
    histories += 1;
    if (id !== null) await look(id);
  }
  return { ok: faults.length === 0, histories, events, head: null, faults };
}

function isWhole(verifier: HistoryVerifier | undefined, headHash: string): boolean {
  if (verifier === undefined) return headHash === FIRST_HASH;
  const verified = verifier.end();
  return verified.ok && verified.head.hash === headHash;
}
