import { DormouseError } from '../model/errors';
import type { RememberedAnswer, Slot } from '../model/stored-subject';
import type { Instant } from '../time/instant';
import type { ControlChange } from './control-change';
import type { Draft } from './draft';

/** How long a command is remembered by its idempotency key (E6): 24 hours. */
const REMEMBERED = 86_400_000;

/**
 * The first answer to a command that is repeated under its idempotency key: nothing is changed (E6, K2). Null when the
 * key is new, or null.
 * @throws DormouseError `CONFLICT` when the key was used for another command.
 */
export function repeatedAnswer(
  { id, stored, sequence }: Slot,
  key: string | null,
  command: RememberedAnswer['command'],
  at: Instant,
): ControlChange | null {
  const known = stored?.answers.find((answer) => answer.key === key && answer.at > at - REMEMBERED);
  if (known === undefined) return null;
  if (known.command !== command) {
    throw new DormouseError('CONFLICT', 'the idempotency key was used for another command', { idempotencyKey: key });
  }
  const control = stored?.subject.controls.find((other) => other.id === known.controlId);
  return control === undefined ? null : { change: { id, stored: stored ?? null, sequence, events: [] }, control };
}

/** Remembers the answer to a command that came with an idempotency key, and forgets those that are too old. */
export function rememberAnswer(
  draft: Draft,
  key: string | null,
  command: RememberedAnswer['command'],
  controlId: string,
): void {
  if (key === null) return;
  const { at } = draft.context;
  const kept = draft.answers.filter((answer) => answer.at > at - REMEMBERED && answer.key !== key);
  draft.answers = [...kept, { key, command, controlId, at }];
}
