import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deleteControl } from '../../src/decide/delete-control';
import { updateIdentity } from '../../src/decide/update-identity';
import type { IdentityEvent } from '../../src/model/event';
import type { StageProgress } from '../../src/model/progress';
import type { Slot } from '../../src/model/stored-subject';
import type { Subject } from '../../src/model/subject';
import { contexts, readCase, slotOfSubject, sweepSlot } from '../decide/support';
import { caseArbitrary } from '../oracle/generate';

const DAY = 86_400_000;

/** What an event says about the subject. Whatever it does not say is lost to whoever has only the log. */
function apply(subject: Subject, event: IdentityEvent): Subject {
  switch (event.type) {
    case 'identity.updated':
      return { ...subject, identity: event.data.identity };
    case 'identity.status_changed':
      return { ...subject, approvedAt: subject.approvedAt ?? (event.data.to === 'APPROVED' ? event.at : null) };
    case 'identity.notice_served':
      return { ...subject, progress: withProgress(subject, [event.data.progress]) };
    case 'identity.notice_withdrawn':
      return { ...subject, progress: subject.progress.filter((entry) => !isSame(entry, event.data.progress)) };
    case 'identity.reactivated':
      return event.data.because === 'CONTROL_DELETED' ? { ...subject, reactivatedAt: event.data.since } : subject;
    case 'control.created':
      return {
        ...subject,
        controls: [...subject.controls, event.data.control],
        progress: withProgress(subject, event.data.progress),
      };
    case 'control.deleted': {
      const { control } = event.data;
      return { ...subject, controls: subject.controls.map((other) => (other.id === control.id ? control : other)) };
    }
    case 'requirement.opened':
      return { ...subject, requirements: [...subject.requirements, event.data.requirement] };
    default:
      return subject;
  }
}

function withProgress({ progress }: Subject, newer: readonly StageProgress[]): readonly StageProgress[] {
  return [...progress.filter((entry) => !newer.some((other) => stageOf(other) === stageOf(entry))), ...newer];
}

const stageOf = ({ policyId, ruleId, stageId }: StageProgress): string => JSON.stringify([policyId, ruleId, stageId]);
const isSame = (left: StageProgress, right: StageProgress): boolean =>
  stageOf(left) === stageOf(right) &&
  left.base === right.base &&
  left.at === right.at &&
  left.outcome === right.outcome;

/** Sweeps, updates and lifted controls, at random instants; random subjects already have a history of their own. */
function* history(
  doc: Parameters<typeof readCase>[0],
  steps: readonly Step[],
): Generator<[Slot, readonly IdentityEvent[]]> {
  const { set, subject, at } = readCase(doc);
  const contextAt = contexts(set);
  let slot = slotOfSubject(subject, at);
  let now = at;
  for (const { wait, what, which } of steps) {
    now += wait;
    const control = slot.stored?.subject.controls.filter(({ deletedAt }) => deletedAt === null)[which];
    if (what === 'lift' && control !== undefined && (control.expiresAt ?? now + 1) > now) {
      const command = {
        controlId: control.id,
        authority: control.setBy as 'OPERATOR',
        reason: 'x',
        reopen: true,
        idempotencyKey: null,
      };
      if (control.setBy !== 'OPERATOR' && (control.type === 'CLOSED' || control.type === 'SEALED')) continue;
      const { change } = deleteControl(slot, command, contextAt(now));
      slot = { id: change.id, stored: change.stored, sequence: change.sequence };
      yield [slot, change.events];
    } else if (what === 'update') {
      const change = updateIdentity(slot, { patch: { labels: [`l${which}`] } }, null, contextAt(now));
      slot = { id: change.id, stored: change.stored, sequence: change.sequence };
      yield [slot, change.events];
    } else {
      const swept = sweepSlot(slot, contextAt(now));
      slot = swept.slot;
      yield [slot, swept.events];
    }
  }
}

const step = fc.record({
  wait: fc.integer({ min: 0, max: 90 * DAY }),
  what: fc.constantFrom('sweep', 'sweep', 'lift', 'update'),
  which: fc.nat(3),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function comparable({ progress, ...rest }: Subject): unknown {
  return {
    ...rest,
    progress: [...progress].sort((left, right) => (stageOf(left) < stageOf(right) ? -1 : left.base - right.base)),
  };
}

describe('the content of events', () => {
  it('L12 is all that has changed: applying the events rebuilds the subject, activity aside', () => {
    fc.assert(
      fc.property(caseArbitrary, fc.array(step, { maxLength: 12 }), (doc, steps) => {
        let rebuilt = readCase(doc).subject;
        for (const [slot, events] of history(doc, steps)) {
          rebuilt = events.reduce(apply, rebuilt);
          expect(comparable(rebuilt)).toEqual(comparable(slot.stored?.subject ?? rebuilt));
        }
      }),
      { numRuns: 300 },
    );
  });
});
