import type { Context } from '../../src/decide/context';
import { sweepIdentity } from '../../src/decide/sweep-identity';
import { parseSubject } from '../../src/evaluate/parse-subject';
import type { IdentityEvent } from '../../src/model/event';
import type { Slot } from '../../src/model/stored-subject';
import type { Subject } from '../../src/model/subject';
import { compilePolicies, type PolicySet } from '../../src/policy/policy-set';
import { parseInstant } from '../../src/time/instant';
import type { CaseDoc } from '../oracle/case-types';

/** A random case, ready to be decided about. */
export interface DecideCase {
  readonly set: PolicySet;
  readonly subject: Subject;
  readonly at: number;
}

export function readCase(doc: CaseDoc): DecideCase {
  const set = compilePolicies({ policies: doc.policies ?? [], settings: doc.settings ?? {}, codeGeneration: 'never' });
  return { set, subject: parseSubject(doc.subject, set.settings.controlTypes), at: parseInstant(doc.at) ?? 0 };
}

/** Contexts at any instants, with control ids that count. */
export function contexts(set: PolicySet): (at: number) => Context {
  let next = 0;
  const newId = (): string => `new-${++next}`;
  return (at) => ({ set, policyRevision: 1, versionOf: () => 1, at, actor: null, newId, runId: 'run' });
}

/** A subject in the storage, its evaluation just expired and nothing told yet. */
export function slotOfSubject(subject: Subject, at: number): Slot {
  const stored = {
    subject,
    status: 'PENDING',
    expiresAt: at,
    judgedUnder: 1,
    toldUntil: at,
    awaitsActivity: true,
    answers: [],
    sequence: 0,
    revision: 0,
  } as const;
  return { id: subject.identity.id, stored, sequence: 0 };
}

export interface SweptSlot {
  readonly slot: Slot;
  readonly events: readonly IdentityEvent[];
}

export function sweepSlot(slot: Slot, context: Context): SweptSlot {
  const { change } = sweepIdentity(slot, context);
  const { id, stored, sequence, events } = change;
  return { slot: { id, stored, sequence }, events };
}
