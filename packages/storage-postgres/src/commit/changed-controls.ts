import { type Control, DormouseError, type StoredSubject } from '@dormouse/core';
import { fromJson } from '../sql/values';

/**
 * The controls that are new, or not what they were. They are compared with the record as it was read: a decision may have
 * changed the slot itself.
 * @throws DormouseError `CONFLICT` when two identities are given a control of one id.
 */
export function changedControls(
  puts: readonly StoredSubject[],
  recordOf: (identityId: string) => string | null,
): readonly Control[] {
  const changed: Control[] = [];
  const owners = new Map<string, string>();
  for (const { subject } of puts) {
    if (subject.controls.length === 0) continue;
    const { id: identityId } = subject.identity;
    const before = textsOf(recordOf(identityId));
    for (const control of subject.controls) {
      const owner = owners.get(control.id) ?? identityId;
      if (owner !== identityId) {
        throw new DormouseError('CONFLICT', 'the id of a new control is taken', { id: control.id });
      }
      owners.set(control.id, identityId);
      if (before.get(control.id) !== JSON.stringify(control)) changed.push(control);
    }
  }
  return changed;
}

function textsOf(record: string | null): ReadonlyMap<string, string> {
  if (record === null) return new Map();
  const { subject } = fromJson<StoredSubject>(record);
  return new Map(subject.controls.map((control) => [control.id, JSON.stringify(control)]));
}
