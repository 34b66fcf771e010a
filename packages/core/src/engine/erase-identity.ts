import type { Context } from '../decide/context';
import { eraseIdentity } from '../decide/erase-identity';
import { slotOf, take, type Work } from '../decide/work';
import { DormouseError } from '../model/errors';
import type { IdentityEvent } from '../model/event';
import { type PersonalField, personalFields } from '../model/personal-data';
import { list, oneOfTexts } from '../model/shape';
import { checkId, checkOptionalId, checkReason, checkShape } from './check-input';
import { commandOnce } from './command-once';
import { decideBatch } from './decide-batch';
import type { Runtime } from './runtime';

export interface EraseIdentityRequest {
  readonly accountId: string;
  /** One that is there, or one that was removed: its log is still there. */
  readonly identityId: string;
  /** What to erase: one at least. */
  readonly fields: readonly PersonalField[];
  /** Why, in 1 to 2,000 characters. It stays in the log: name nobody in it. */
  readonly reason: string;
  readonly actor?: string | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

/** What was erased. */
export interface IdentityErasure {
  readonly identityId: string;
  readonly fields: readonly PersonalField[];
  /** How many events of its log held some of it. */
  readonly events: number;
}

const shape = list(oneOfTexts(...personalFields), 100);
const EVENTS_PER_PAGE = 1_000;
/** More commands than this cannot come between a reading and a decision, unless the storage contradicts itself. */
const MOST_ATTEMPTS = 20;

/** Erases personal data; the errors are those of `eraseIdentity`, `INVALID_ARGUMENT` and `REASON_REQUIRED`. */
export async function eraseIdentityOf(runtime: Runtime, request: EraseIdentityRequest): Promise<IdentityErasure> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkId(request.identityId, 'identityId');
  const fields = readFields(request.fields);
  const reason = checkReason(request.reason);
  const actor = checkOptionalId(request.actor, 'actor');
  const once = commandOnce<IdentityErasure>(request.idempotencyKey, 'identities.erase');
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const events = await allEvents(runtime, accountId, identityId);
    const decide = (work: Work, context: Context): IdentityErasure => {
      const slot = slotOf(work, identityId);
      if (slot.sequence !== (events[events.length - 1]?.sequence ?? 0)) throw new EventsMissed();
      const { change, rewritten } = eraseIdentity(slot, { accountId, fields, reason, events }, context);
      take(work, change);
      work.rewritten.push(...rewritten);
      return { identityId, fields, events: rewritten.length };
    };
    try {
      return await decideBatch(runtime, { accountId, ids: [identityId], actor }, decide, once);
    } catch (error) {
      if (!(error instanceof EventsMissed)) throw error;
    }
  }
  throw new DormouseError('CONFLICT', 'the identity changes faster than its log can be read: try again', {
    identityId,
  });
}

/** Thrown inside a decision, to the engine itself: there are newer events than those that were read. */
class EventsMissed extends Error {}

function readFields(fields: unknown): readonly PersonalField[] {
  checkShape(fields, shape, '/fields', 'the erasure is refused');
  const read = [...new Set(fields as readonly PersonalField[])].sort();
  if (read.length > 0) return read;
  throw new DormouseError('INVALID_ARGUMENT', `fields must name what to erase: ${personalFields.join(', ')}`, {
    name: 'fields',
  });
}

async function allEvents(runtime: Runtime, accountId: string, identityId: string): Promise<readonly IdentityEvent[]> {
  const events: IdentityEvent[] = [];
  for (let after: number | null = null; ; ) {
    const page = await runtime.storage.events(accountId, { identityId }, { after, limit: EVENTS_PER_PAGE });
    for (const { event } of page.items) if (event.identityId !== null) events.push(event);
    const last = page.items[page.items.length - 1];
    if (!page.more || last === undefined) return events;
    after = last.position;
  }
}
