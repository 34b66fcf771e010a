import { formatInstant, type Status } from '@dormouse/core';
import type { Applies, DueItem, IdentityResult } from '../judge-identity';
import type { Section } from './view';

/** One identity in the machine formats. Instants are ISO 8601 in UTC; null is none, or never. */
export interface Row {
  readonly source: string;
  readonly id: string;
  readonly accountId: string;
  readonly kind: string;
  readonly parentId: string | null;
  readonly status: Status;
  readonly applies: Applies;
  readonly createdAt: string;
  readonly lastActiveAt: string | null;
  readonly inactiveSince: string | null;
  readonly due: readonly { readonly stage: string; readonly action: DueItem['action'] }[];
  readonly next: { readonly stage: string; readonly at: string } | null;
  readonly exempt: readonly string[];
  readonly undecided: readonly string[];
  readonly validUntil: string | null;
}

/** Writes a result as data. */
export function toRow(result: IdentityResult, section: Section, labelOf: (key: string) => string): Row {
  const { identity } = result.subject;
  const next = result.upcoming[0];
  return {
    source: section.source,
    id: identity.id,
    accountId: identity.accountId,
    kind: identity.kind,
    parentId: identity.parentId,
    status: result.evaluation.status,
    applies: result.applies,
    createdAt: formatInstant(identity.createdAt),
    lastActiveAt: format(result.lastActiveAt),
    inactiveSince: format(result.inactiveSince),
    due: result.due.map(({ key, action }) => ({ stage: labelOf(key), action })),
    next: next === undefined ? null : { stage: labelOf(next.key), at: formatInstant(next.at) },
    exempt: result.exempt,
    undecided: result.undecided,
    validUntil: format(result.evaluation.validUntil),
  };
}

function format(instant: number | null): string | null {
  return instant === null || !Number.isFinite(instant) ? null : formatInstant(instant);
}
