import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deleteControl } from '../../src/decide/delete-control';
import type { Control } from '../../src/model/control';
import type { IdentityEvent } from '../../src/model/event';
import type { Slot } from '../../src/model/stored-subject';
import type { Subject } from '../../src/model/subject';
import type { CompiledRule } from '../../src/policy/compiled-policy';
import type { PolicySet } from '../../src/policy/policy-set';
import { addDuration } from '../../src/time/zone';
import { contexts, readCase, slotOfSubject, sweepSlot } from '../decide/support';
import { caseArbitrary } from '../oracle/generate';

const DAY = 86_400_000;
const numRuns = 300;
const MOST_SWEEPS = 60;

/** Sweeps at every expiry until an instant, and at the further instants too. */
function sweepUntil(
  set: PolicySet,
  first: Slot,
  from: number,
  end: number,
  further: readonly number[] = [],
): IdentityEvent[] {
  const contextAt = contexts(set);
  const events: IdentityEvent[] = [];
  const extra = [...further].filter((at) => at > from && at < end).sort((left, right) => left - right);
  let slot = first;
  let next = from;
  for (let sweeps = 0; next < end; sweeps++) {
    if (sweeps > MOST_SWEEPS + further.length) throw new Error('the sweeps never end');
    const swept = sweepSlot(slot, contextAt(next));
    events.push(...swept.events);
    slot = swept.slot;
    const expiry = slot.stored?.expiresAt ?? Number.POSITIVE_INFINITY;
    expect(expiry).toBeGreaterThan(next);
    while (extra[0] !== undefined && extra[0] <= next) extra.shift();
    next = Math.min(expiry, extra[0] ?? Number.POSITIVE_INFINITY);
  }
  return events;
}

describe('sweeping one identity', () => {
  it('L3 a second sweep at the same instant changes and tells nothing; L5 the evaluation then holds beyond it', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const { set, subject, at } = readCase(doc);
        const contextAt = contexts(set);
        const once = sweepSlot(slotOfSubject(subject, at), contextAt(at));
        expect(once.slot.stored?.expiresAt).toBeGreaterThan(at);
        const twice = sweepSlot(once.slot, contextAt(at));
        expect(twice.events).toEqual([]);
        expect(twice.slot).toEqual(once.slot);
      }),
      { numRuns },
    );
  });

  it('E3 events count on without a gap, and say the instant of their commit', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const { set, subject, at } = readCase(doc);
        const events = sweepUntil(set, slotOfSubject(subject, at), at, at + 500 * DAY);
        expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
        expect(events.every((event, index) => event.at >= (events[index - 1]?.at ?? at))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('L10 sweeping at every expiry gives the same history as any finer schedule', () => {
    const offsets = fc.array(fc.integer({ min: 1, max: 900 * DAY }), { maxLength: 25 });
    fc.assert(
      fc.property(caseArbitrary, offsets, (doc, further) => {
        const { set, subject, at } = readCase(doc);
        const first = slotOfSubject(subject, at);
        const end = at + 900 * DAY;
        const coarse = sweepUntil(set, first, at, end);
        const fine = sweepUntil(
          set,
          first,
          at,
          end,
          further.map((offset) => at + offset),
        );
        expect(fine).toEqual(coarse);
      }),
      { numRuns },
    );
  });

  it('L13 after a reactivation no stage acts before the shortest time of its rule has passed', () => {
    fc.assert(
      fc.property(caseArbitrary, fc.integer({ min: 0, max: 30 * DAY }), (doc, wait) => {
        const { set, subject, at } = readCase(doc);
        const controls = [...subject.controls.map((control) => ended(control, at)), dormant(subject, at - 1)];
        const before = slotOfSubject({ ...subject, controls }, at);
        const command = {
          controlId: 'sleep',
          authority: 'OPERATOR',
          reason: 'back',
          reopen: true,
          idempotencyKey: null,
        } as const;
        const t = at + wait;
        const { change } = deleteControl(before, command, contexts(set)(t));
        expect(change.events.map(({ type }) => type)).toContain('identity.reactivated');
        for (const event of sweepUntil(set, change, t, t + 800 * DAY)) {
          for (const { policyId, ruleId } of stagesOf(event)) {
            expect(event.at).toBeGreaterThanOrEqual(t + shortest(set, policyId, ruleId, t));
          }
        }
      }),
      { numRuns },
    );
  });
});

function ended(control: Control, at: number): Control {
  return { ...control, deletedAt: Math.min(control.deletedAt ?? at - 2, at - 2) };
}

function dormant({ identity }: Subject, createdAt: number): Control {
  return {
    id: 'sleep',
    accountId: identity.accountId,
    identityId: identity.id,
    type: 'DORMANT',
    setBy: 'CLIENT',
    actor: null,
    overridable: true,
    reasonCode: 'OTHER',
    reason: null,
    createdAt,
    expiresAt: null,
    deletedAt: null,
    deletedBy: null,
    deletionReason: null,
    cause: null,
    requirementIds: [],
  };
}

function stagesOf(event: IdentityEvent): readonly { policyId: string; ruleId: string }[] {
  if (event.type === 'identity.notice_served') return [event.data.progress];
  return event.type === 'control.created' ? event.data.progress : [];
}

function shortest(set: PolicySet, policyId: string, ruleId: string, t: number): number {
  const policy = set.policies.find(({ id }) => id === policyId);
  const rule = policy?.rules.find(({ id }) => id === ruleId);
  if (policy === undefined || rule === undefined) throw new Error('no such rule');
  return Math.min(...stagesOfRule(rule).map(({ after }) => addDuration(t, after, policy.zone) - t));
}

function stagesOfRule(rule: CompiledRule): CompiledRule['stages']['stages'] {
  return [...rule.stages.stages, ...(rule.neverActive?.stages ?? [])];
}
