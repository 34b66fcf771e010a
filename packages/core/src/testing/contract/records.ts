import type { ActivityOfType } from '../../model/activity';
import { FIRST_HASH } from '../../model/chain';
import type { Control } from '../../model/control';
import type { AccountEvent, IdentityEvent } from '../../model/event';
import type { Identity } from '../../model/identity';
import type { PolicyActivation } from '../../model/policy-activation';
import type { RememberedCommand } from '../../model/remembered-command';
import type { Run } from '../../model/run';
import type { StoredSubject } from '../../model/stored-subject';
import type { Subject } from '../../model/subject';
import type { Instant } from '../../time/instant';

/** The instant that the cases take for the present: 2026-01-01T00:00:00Z. */
export const T0: Instant = 1_767_225_600_000;
export const DAY = 86_400_000;
export const ACME = 'acme';

/** A storage makes no hashes: any texts that follow each other will do. */
export function hashAt(id: string, sequence: number): string {
  return sequence === 0 ? FIRST_HASH : `${id}-${sequence}`;
}

export function identity(id: string, change: Partial<Identity> = {}): Identity {
  const base = { accountId: ACME, id, kind: 'user', createdAt: T0, parentId: null, name: null };
  return { ...base, attributes: {}, labels: [], locked: false, ...change };
}

export function subject(id: string, change: Partial<Subject> = {}): Subject {
  return {
    identity: identity(id),
    activity: [],
    controls: [],
    requirements: [],
    exemptions: [],
    progress: [],
    reactivatedAt: null,
    approvedAt: null,
    ...change,
  };
}

/** A stored subject that never expires, judged under the first revision. */
export function stored(id: string, change: Partial<StoredSubject> = {}): StoredSubject {
  return {
    subject: subject(id),
    status: 'APPROVED',
    expiresAt: Number.POSITIVE_INFINITY,
    judgedUnder: 0,
    toldUntil: T0,
    awaitsActivity: false,
    answers: [],
    sequence: 0,
    headHash: hashAt(id, change.sequence ?? 0),
    revision: 1,
    ...change,
  };
}

export function control(id: string, identityId: string, change: Partial<Control> = {}): Control {
  return {
    id,
    accountId: ACME,
    identityId,
    type: 'DORMANT',
    setBy: 'CLIENT',
    actor: null,
    overridable: true,
    reasonCode: 'OTHER',
    reason: null,
    createdAt: T0,
    expiresAt: null,
    deletedAt: null,
    deletedBy: null,
    deletionReason: null,
    cause: null,
    requirementIds: [],
    ...change,
  };
}

export function event(identityId: string, sequence: number, reason = 'test', accountId: string = ACME): IdentityEvent {
  const link = { sequence, previousHash: hashAt(identityId, sequence - 1), hash: hashAt(identityId, sequence) };
  const data = { reason, removedWith: null };
  return { type: 'identity.removed', accountId, identityId, ...link, at: T0, actor: null, data };
}

export function accountEvent(sequence: number, change: Partial<AccountEvent> = {}): AccountEvent {
  const link = { sequence, previousHash: hashAt('account', sequence - 1), hash: hashAt('account', sequence) };
  const data = { runId: `run-${sequence}`, reason: 'test' };
  const told = { type: 'sweep.resumed' as const, accountId: ACME, identityId: null, at: T0, actor: null, data };
  return { ...told, ...link, ...change } as AccountEvent;
}

export function mark(type: string, change: Partial<ActivityOfType> = {}): ActivityOfType {
  return { type, successAt: T0, successCount: 1, failureAt: null, failureCount: 0, ...change };
}

export function activation(policyId: string, version = 1, change: Partial<PolicyActivation> = {}): PolicyActivation {
  return {
    policyId,
    version,
    document: { id: policyId, note: 'ä😀' },
    contentHash: `hash-${version}`,
    mode: 'enforce',
    actor: null,
    proposedBy: null,
    reason: 'test',
    at: T0,
    removedRules: [],
    liftedRules: [],
    ...change,
  };
}

export function run(id: string, change: Partial<Run> = {}): Run {
  const counts = { evaluated: 0, restricted: 0, lifted: 0, errors: 0, acted: [] };
  const orders = { guard: null, resumed: null, undoes: null, undoneBy: null };
  const base = { id, accountId: ACME, kind: 'sweep', state: 'running', startedAt: T0, endedAt: null } as const;
  return { ...base, ...counts, ...orders, ...change };
}

export function command(key: string, change: Partial<RememberedCommand> = {}): RememberedCommand {
  return { key, command: 'test', at: T0, answer: { said: key }, ...change };
}
