import { FIRST_HASH, type RememberedCommand, type Slot } from '@dormouse/core';
import { readExact } from '../sql/exact';
import type { Row } from '../sql/statement';
import { fromJson, toNumber } from '../sql/values';
import { readSubject } from './subject-row';

/** What a decision is about, as it was read, with what a commit compares: nothing of it may have changed since. */
export interface Loaded {
  readonly slots: readonly Slot[];
  /** By id: the row that the slot was made of. The slot itself may be changed by a decision. */
  readonly rows: ReadonlyMap<string, LoadedRow>;
  readonly policyRevision: number;
  /** Whether the account has a row. */
  readonly hasAccount: boolean;
  readonly remembered: RememberedCommand | null;
  /** The key whose memory was read; null: none was. */
  readonly key: { readonly key: string; readonly record: string | null } | null;
}

/** `version` is null where there is no identity; `sequence` and `hash` are those of the slot. */
export interface LoadedRow {
  readonly version: string | null;
  /** The record of an identity that has controls; null for those without. */
  readonly record: string | null;
  readonly activity: string | null;
  readonly sequence: number;
  readonly headHash: string;
  readonly awaits: boolean;
}

/**
 * What was read of some ids.
 * @param leaveOut Is told of a row that cannot be read, which is left out then. Default: it is an error.
 * @throws DormouseError `STORAGE_CORRUPT`.
 */
export function readLoaded(
  ids: readonly string[],
  rows: readonly Row[],
  key: string | null,
  leaveOut?: (id: string, error: unknown) => void,
): Loaded {
  const slots: Slot[] = [];
  const byId = new Map<string, LoadedRow>();
  rows.forEach((row, index) => {
    const id = ids[index];
    if (id === undefined || row['n'] === null) return;
    try {
      const [slot, loaded] = readSlot(id, row);
      slots.push(slot);
      byId.set(id, loaded);
    } catch (error) {
      if (leaveOut === undefined) throw error;
      leaveOut(id, error);
    }
  });
  const remembered = rows[0]?.['remembered'] ?? null;
  return {
    slots,
    rows: byId,
    policyRevision: rows[0]?.['revision'] == null ? 0 : toNumber(rows[0]['revision']),
    hasAccount: rows[0]?.['revision'] != null,
    remembered: remembered === null ? null : fromJson<RememberedCommand>(remembered),
    key: key === null ? null : { key, record: remembered },
  };
}

function readSlot(id: string, row: Row): readonly [Slot, LoadedRow] {
  const stored = row['id'] === null ? null : readSubject(row);
  const sequence = stored?.sequence ?? (row['gone_sequence'] == null ? 0 : toNumber(row['gone_sequence']));
  const headHash = stored?.headHash ?? readExact(row['gone_hash']) ?? FIRST_HASH;
  const { version = null, activity = null } = row;
  const record = stored !== null && stored.subject.controls.length > 0 ? (row['record'] ?? null) : null;
  const awaits = stored?.awaitsActivity ?? false;
  return [
    { id, stored, sequence, headHash },
    { version, record, activity, sequence, headHash, awaits },
  ];
}
