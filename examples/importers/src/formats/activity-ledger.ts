import { formatInstant, type SubjectJson } from '@dormouse/core';
import type { ActivityJson, ImportItem } from '../importer';

/** One thing that an identity did. */
export interface ActivityRecord {
  readonly id: string;
  readonly kind: string;
  readonly type: string;
  /** UTC ms. */
  readonly at: number;
  readonly outcome: 'success' | 'failure';
  /** Where it stands, for messages about the identity. */
  readonly line: number | null;
}

interface Entry {
  kind: string;
  readonly line: number | null;
  firstAt: number;
  readonly types: Map<string, { success: Tally; failure: Tally }>;
}

interface Tally {
  lastAt: number;
  count: number;
}

/** Sums activity up by identity: memory grows with the number of identities, not with the number of rows. */
export class ActivityLedger {
  readonly #entries = new Map<string, Entry>();

  /** Adds one record. The order of records does not matter; the kind is the first one heard. */
  record(record: ActivityRecord): void {
    const entry = this.#entryOf(record);
    if (record.at < entry.firstAt) entry.firstAt = record.at;
    let type = entry.types.get(record.type);
    if (type === undefined) {
      type = { success: { lastAt: record.at, count: 0 }, failure: { lastAt: record.at, count: 0 } };
      entry.types.set(record.type, type);
    }
    const tally = type[record.outcome];
    if (tally.count === 0 || record.at > tally.lastAt) tally.lastAt = record.at;
    tally.count += 1;
  }

  /** The kind under which an identity is known; undefined when it is not. */
  kindOf(id: string): string | undefined {
    return this.#entries.get(id)?.kind;
  }

  /** Changes the kind of a known identity. */
  setKind(id: string, kind: string): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) entry.kind = kind;
  }

  /** The subjects, in the order in which they were first heard of. An identity begins with its first activity. */
  *subjects(accountId: string): Generator<ImportItem> {
    for (const [id, entry] of this.#entries) {
      const identity = { accountId, id, kind: entry.kind, createdAt: formatInstant(entry.firstAt) };
      const activity = Object.fromEntries([...entry.types].map(([type, tallies]) => [type, activityOf(tallies)]));
      const ok: SubjectJson = { identity, activity };
      yield { ok, line: entry.line };
    }
  }

  #entryOf(record: ActivityRecord): Entry {
    let entry = this.#entries.get(record.id);
    if (entry === undefined) {
      entry = { kind: record.kind, line: record.line, firstAt: record.at, types: new Map() };
      this.#entries.set(record.id, entry);
    }
    return entry;
  }
}

function activityOf(tallies: { readonly success: Tally; readonly failure: Tally }): ActivityJson {
  return {
    ...(tallies.success.count > 0 && { success: toJson(tallies.success) }),
    ...(tallies.failure.count > 0 && { failure: toJson(tallies.failure) }),
  };
}

function toJson(tally: Tally): { lastAt: string; count: number } {
  return { lastAt: formatInstant(tally.lastAt), count: tally.count };
}
