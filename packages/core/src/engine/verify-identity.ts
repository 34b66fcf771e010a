import { applyEvent, type FoldedIdentity, nothingFolded } from '../decide/apply-event';
import { isSameButActivity } from '../decide/fold-events';
import { type ChainHead, FIRST_HASH } from '../model/chain';
import type { DormouseEvent } from '../model/event';
import type { Slot, StoredSubject } from '../model/stored-subject';
import {
  createHistoryVerifier,
  type HistoryFault,
  type HistoryVerifier,
  type VerifiedHistory,
} from '../model/verify-history';
import { beginningOf, eventsOf } from './event-stream';
import type { Runtime } from './runtime';

/** What is wrong with a history; `RECORD_DIFFERS`: its events do not explain the stored record (L12). */
export type AuditFault = Omit<HistoryFault, 'code'> & { readonly code: HistoryFault['code'] | 'RECORD_DIFFERS' };

/** How the verification of one history ended. */
export interface AuditedHistory {
  /** null: the history of the account itself. */
  readonly identityId: string | null;
  readonly events: number;
  /** The end of what is proven: keep it where the log is not. */
  readonly head: ChainHead;
  /** The first fault; null: all is well. */
  readonly fault: AuditFault | null;
}

/** So often it is tried again while the identity is written to. */
const MOST_ATTEMPTS = 5;

/**
 * Verifies the history of one identity: its chain is whole (E3), it ends where the record says, it has passed the head
 * that the host kept, and it explains the record (L12).
 */
export async function verifyIdentity(
  runtime: Runtime,
  accountId: string,
  identityId: string,
  keptHead: string | null,
): Promise<AuditedHistory> {
  for (let attempt = 1; ; attempt++) {
    const before = await slotOf(runtime, accountId, identityId);
    const chain = await verifyChain(runtime, accountId, identityId, keptHead, before.stored);
    const after = await slotOf(runtime, accountId, identityId);
    const { hash } = chain.verified.head;
    const slot = [before, after].find(({ headHash }) => headHash === hash);
    const isWritten = before.headHash !== after.headHash && attempt < MOST_ATTEMPTS;
    if (slot === undefined && chain.verified.ok && isWritten) continue;
    const fault = faultOf(chain, slot?.headHash ?? null, keptHead) ?? recordFault(chain, slot?.stored ?? null);
    return { identityId, events: chain.verified.events, head: chain.verified.head, fault };
  }
}

/** Verifies the history of the account itself. */
export async function verifyOwn(runtime: Runtime, accountId: string, keptHead: string | null): Promise<AuditedHistory> {
  for (let attempt = 1; ; attempt++) {
    const before = await runtime.storage.policies(accountId);
    const chain = await verifyChain(runtime, accountId, null, keptHead, null);
    const after = await runtime.storage.policies(accountId);
    const { hash } = chain.verified.head;
    const shown = [before, after].find(({ headHash }) => headHash === hash);
    const isWritten = before.headHash !== after.headHash && attempt < MOST_ATTEMPTS;
    if (shown === undefined && chain.verified.ok && isWritten) continue;
    const fault = faultOf(chain, shown?.headHash ?? null, keptHead);
    return { identityId: null, events: chain.verified.events, head: chain.verified.head, fault };
  }
}

interface Chain {
  readonly verified: VerifiedHistory;
  readonly folded: FoldedIdentity;
  readonly hasPassedKept: boolean;
}

/**
 * `record`: what is known of the identity where its first events were archived. The others must then leave it as it is:
 * each says how what it changes is afterwards, so that the last word of any of them is what stands in the record.
 */
async function verifyChain(
  runtime: Runtime,
  accountId: string,
  identityId: string | null,
  keptHead: string | null,
  record: StoredSubject | null,
): Promise<Chain> {
  const { storage, hash } = runtime;
  let verifier: HistoryVerifier | null = null;
  let folded = nothingFolded;
  let hasPassedKept = keptHead === null || keptHead === FIRST_HASH;
  const begin = async (first: DormouseEvent | null): Promise<HistoryVerifier> => {
    const from = await beginningOf(storage, accountId, identityId, first);
    if (from.hash === keptHead) hasPassedKept = true;
    if (from.sequence > 0 && record !== null) folded = { subject: record.subject, status: record.status, head: from };
    return createHistoryVerifier({ hash, from });
  };
  for await (const event of eventsOf(storage, accountId, { identityId })) {
    verifier ??= await begin(event);
    if (!verifier.add(event)) break;
    if (event.hash === keptHead) hasPassedKept = true;
    if (event.identityId !== null) folded = applyEvent(folded, event);
  }
  verifier ??= await begin(null);
  return { verified: verifier.end(), folded, hasPassedKept };
}

/** `shown`: the head that the record shows, if it is the one that was found. */
function faultOf({ verified, hasPassedKept }: Chain, shown: string | null, keptHead: string | null): AuditFault | null {
  if (!verified.ok) return verified.fault;
  const place = { index: verified.events, sequence: verified.head.sequence + 1 };
  if (shown === null) {
    return { code: 'NOT_THE_HEAD', ...place, message: 'the events do not end where the record says that they do' };
  }
  if (hasPassedKept) return null;
  const message = `no event has the hash that was kept elsewhere, ${keptHead}: the history was cut off or written anew, or the event was archived`;
  return { code: 'NOT_THE_HEAD', ...place, message };
}

function recordFault({ verified, folded }: Chain, stored: StoredSubject | null): AuditFault | null {
  const rebuilt = folded.subject;
  const isExplained =
    stored === null || rebuilt === null ? stored === rebuilt : isSameButActivity(stored.subject, rebuilt);
  if (isExplained) return null;
  const place = { index: verified.events, sequence: verified.head.sequence + 1 };
  return { code: 'RECORD_DIFFERS', ...place, message: 'the record is not what its events make of it' };
}

const nothing = { put: [], remove: [], events: [] } as const;

/** The end of the log of an identity, also after a removal; only a slot shows that. Nothing is written. */
async function slotOf(runtime: Runtime, accountId: string, identityId: string): Promise<Slot> {
  const { stored } = await runtime.storage.read(accountId, [identityId]);
  const found = stored[0] ?? null;
  if (found !== null) return { id: identityId, stored: found, sequence: found.sequence, headHash: found.headHash };
  const unknown: Slot = { id: identityId, stored: null, sequence: 0, headHash: FIRST_HASH };
  return runtime.storage.update(accountId, [identityId], ([slot]) => ({ commit: nothing, answer: slot ?? unknown }));
}
