import type { SubjectJson } from '../evaluate/subject-json';
import { subjectToJson } from '../evaluate/subject-to-json';
import { DormouseError } from '../model/errors';
import type { DormouseEvent } from '../model/event';
import { isExemptionInForce } from '../model/exemption';
import type { PolicyActivation } from '../model/policy-activation';
import type { StoredSubject } from '../model/stored-subject';
import { formatInstant, type Instant } from '../time/instant';
import { checkId, checkObject, checkOptionalId, checkReason } from './check-input';
import { commandOnce } from './command-once';
import { commitPolicies, noChange } from './policies';
import { recallAnswer } from './recall-answer';
import type { Runtime } from './runtime';

export interface ExportRequest {
  readonly accountId: string;
}

/** One record of an export: plain JSON, one line of NDJSON. */
export type ExportRecord =
  /** The first one. */
  | { readonly record: 'account'; readonly accountId: string; readonly exportedAt: string; readonly form: 1 }
  /** A policy in force. Earlier versions are in the events. */
  | { readonly record: 'policy'; readonly policy: PolicyActivation }
  /** `identities.import` takes the subject as it is. */
  | { readonly record: 'identity'; readonly subject: SubjectJson }
  /** In the order of the log, as it was written, so that its chains can be verified (`upgradeEvent` to read it). */
  | { readonly record: 'event'; readonly event: DormouseEvent }
  /** The last one: how many there were, so that a copy that was cut off shows. */
  | { readonly record: 'end'; readonly policies: number; readonly identities: number; readonly events: number };

export interface RemoveAccountRequest {
  readonly accountId: string;
  /** Why, in 1 to 2,000 characters. */
  readonly reason: string;
  readonly actor?: string | null;
  /**
   * A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). This answer, with its
   * reason, is then kept under the name of the account for so long; without a key nothing is.
   */
  readonly idempotencyKey?: string | null;
}

/** What is left of an account: this answer, and what the host exported. */
export interface AccountRemoved {
  readonly accountId: string;
  readonly identities: number;
  readonly at: Instant;
  readonly actor: string | null;
  readonly reason: string;
}

const EVENTS_PER_PAGE = 1_000;

/**
 * Everything that is kept of an account, record by record: its policies, identities and events. What is written
 * meanwhile may be in it or not; an offboarding stops writing first.
 * @throws DormouseError `INVALID_ARGUMENT`, with the first record.
 * @example for await (const record of dormouse.accounts.export({ accountId })) out.write(`${JSON.stringify(record)}\n`);
 */
export async function* exportAccount(runtime: Runtime, request: ExportRequest): AsyncGenerator<ExportRecord> {
  const accountId = checkId(checkObject(request).accountId, 'accountId');
  const { storage } = runtime;
  yield { record: 'account', accountId, exportedAt: formatInstant(runtime.now()), form: 1 };
  const { active } = await storage.policies(accountId);
  for (const policy of active) yield { record: 'policy', policy };
  let identities = 0;
  for await (const { subject } of storage.scan(accountId)) {
    identities += 1;
    yield { record: 'identity', subject: subjectToJson(subject) };
  }
  let events = 0;
  for (let after: number | null = null; ; ) {
    const page = await storage.events(accountId, {}, { after, limit: EVENTS_PER_PAGE });
    for (const { event } of page.items) yield { record: 'event', event };
    events += page.items.length;
    const last = page.items[page.items.length - 1];
    if (!page.more || last === undefined) break;
    after = last.position;
  }
  yield { record: 'end', policies: active.length, identities, events };
}

/**
 * Removes an account and everything that is kept of it, its log too. Nobody is told by an event: there is no log left.
 * @throws DormouseError `LEGAL_HOLD` while any identity is under one (X3): `data.identityId` names the first;
 * `REASON_REQUIRED`; `CONFLICT` for a key of another command; `INVALID_ARGUMENT`.
 */
export async function removeAccount(runtime: Runtime, request: RemoveAccountRequest): Promise<AccountRemoved> {
  const accountId = checkId(request.accountId, 'accountId');
  const reason = checkReason(request.reason);
  const actor = checkOptionalId(request.actor, 'actor');
  const once = commandOnce<AccountRemoved>(request.idempotencyKey, 'accounts.remove');
  const first = await recallAnswer(runtime, accountId, once);
  if (first !== null) return first.answer;
  const at = runtime.now();
  const identities = await runtime.storage.removeAccount(accountId, (stored) => checkNotHeld(stored, at));
  runtime.policies.forget(accountId);
  const removed = { accountId, identities, at, actor, reason };
  if (once === null) return removed;
  return commitPolicies(runtime, accountId, () => ({ answer: removed, commit: noChange }), once);
}

function checkNotHeld({ subject }: StoredSubject, at: Instant): void {
  const hold = subject.exemptions.find((held) => held.kind === 'LEGAL_HOLD' && isExemptionInForce(held, at));
  if (hold === undefined) return;
  throw new DormouseError('LEGAL_HOLD', 'under a legal hold nothing is removed: it must be lifted first', {
    identityId: subject.identity.id,
    exemption: hold,
  });
}
