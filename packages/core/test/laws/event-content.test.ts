import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent, type FoldedIdentity, nothingFolded } from '../../src/decide/apply-event';
import { deleteControl } from '../../src/decide/delete-control';
import { isSameButActivity } from '../../src/decide/fold-events';
import { updateIdentity } from '../../src/decide/update-identity';
import type { IdentityEvent } from '../../src/model/event';
import type { Change, Slot } from '../../src/model/stored-subject';
import { contexts, readCase, slotOfSubject, sweepSlot } from '../decide/support';
import { caseArbitrary } from '../oracle/generate';

const DAY = 86_400_000;

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
      slot = slotAfter(change);
      yield [slot, change.events];
    } else if (what === 'update') {
      const change = updateIdentity(slot, { patch: { labels: [`l${which}`] } }, null, contextAt(now));
      slot = slotAfter(change);
      yield [slot, change.events];
    } else {
      const swept = sweepSlot(slot, contextAt(now));
      slot = swept.slot;
      yield [slot, swept.events];
    }
  }
}

function slotAfter({ id, stored, sequence, headHash }: Change): Slot {
  return { id, stored, sequence, headHash };
}

const step = fc.record({
  wait: fc.integer({ min: 0, max: 90 * DAY }),
  what: fc.constantFrom('sweep', 'sweep', 'lift', 'update'),
  which: fc.nat(3),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe('the content of events', () => {
  it('L12 is all that has changed: applying the events rebuilds the subject, activity aside', () => {
    fc.assert(
      fc.property(caseArbitrary, fc.array(step, { maxLength: 12 }), (doc, steps) => {
        let rebuilt: FoldedIdentity = { ...nothingFolded, subject: readCase(doc).subject };
        for (const [slot, events] of history(doc, steps)) {
          rebuilt = events.reduce(applyEvent, rebuilt);
          expect(rebuilt).toMatchObject({ head: { sequence: slot.sequence, hash: slot.headHash } });
          const [left, right] = [rebuilt.subject, slot.stored?.subject];
          // The message of a plain comparison is worth more than a false.
          if (!left || !right || !isSameButActivity(left, right)) expect(left).toEqual(right);
        }
      }),
      { numRuns: 300 },
    );
  });
});
