import type { Precedence } from '../model/settings';
import { type Status, statuses } from '../model/status';

/** The bit that a status has in a set of contributions. APPROVED, the neutral element, has none (L11). */
export const contribution: Readonly<Record<Status, number>> = {
  DISABLED: 1,
  ERROR: 2,
  DENIED: 4,
  PENDING: 8,
  APPROVED: 0,
};

/** The answer of the fold for each of the 16 sets of contributions, indexed by their bits (R5). */
export type FoldTable = readonly Status[];

/** Works the fold out beforehand: the strongest contribution of each set. */
export function createFoldTable(precedence: Precedence): FoldTable {
  return Array.from(
    { length: 16 },
    (_, set) => precedence.find((status) => (set & contribution[status]) !== 0) ?? 'APPROVED',
  );
}

/** Whether a value is a permutation of the five statuses that ends in APPROVED (R5). */
export function isPrecedence(value: unknown): value is Precedence {
  return (
    Array.isArray(value) &&
    value.length === statuses.length &&
    statuses.every((status) => value.includes(status)) &&
    value[value.length - 1] === 'APPROVED'
  );
}
