import { id } from '../model/ids';
import { storedReasonCode } from '../model/reason-code';
import { type Check, object, oneOfTexts, optional } from '../model/shape';
import { type Status, statuses } from '../model/status';
import { type InstantInput, toInstant } from '../model/time-checks';
import type { Among, AmongLabels, IdentityFilter } from '../storage/filter';
import { among, checkShape, instantInput } from './check-input';

/** Which identities to list. All filters that are given hold together. */
export interface IdentityFilterInput {
  readonly status?: Among<Status>;
  readonly kind?: Among<string>;
  /** Types of the active controls: `{ notIn: ['DORMANT'] }` is "without an active DORMANT control". */
  readonly controlType?: Among<string>;
  /** Reason codes of the active controls; `DORMANT` means `INACTIVITY` (K4). */
  readonly reasonCode?: Among<string>;
  readonly label?: AmongLabels;
  readonly parentId?: Among<string>;
  /** Last successful activity (creation, when there is none) at this instant or earlier. */
  readonly inactiveSince?: InstantInput;
}

const ids = optional(among(id));

const fields: Readonly<Record<keyof IdentityFilterInput, ReturnType<typeof optional>>> = {
  status: optional(among(oneOfTexts(...statuses))),
  kind: ids,
  controlType: ids,
  reasonCode: ids,
  label: optional(among(id, true)),
  parentId: ids,
  inactiveSince: optional(instantInput),
};

const shape: Check = object(fields);

/**
 * Reads the filters of a listing: unknown ones are refused, and equal ones come out equal, whatever their order.
 * @throws DormouseError `INVALID_ARGUMENT` with every issue and its place.
 */
export function readIdentityFilter(given: IdentityFilterInput): IdentityFilter {
  const value = Object.fromEntries(
    Object.entries(given).filter(([, member]) => member !== undefined && member !== null),
  ) as IdentityFilterInput;
  checkShape(value, shape, '', 'the filter is refused');
  const { inactiveSince, reasonCode, ...lists } = value;
  const codes = reasonCode === undefined ? {} : { reasonCode: mapAmong(reasonCode, storedReasonCode) };
  const sorted = Object.entries({ ...lists, ...codes })
    .map(([key, member]) => [key, inOrder(member)] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const since = inactiveSince === undefined ? {} : { inactiveSince: toInstant(inactiveSince) };
  return { ...Object.fromEntries(sorted), ...since };
}

function mapAmong<T>(values: Among<T>, map: (value: T) => T): Among<T> {
  return 'in' in values ? { in: values.in.map(map) } : { notIn: values.notIn.map(map) };
}

function inOrder(values: AmongLabels): AmongLabels {
  const sort = (list: readonly string[]): readonly string[] => [...new Set(list)].sort();
  if ('all' in values) return { all: sort(values.all) };
  return 'in' in values ? { in: sort(values.in) } : { notIn: sort(values.notIn) };
}
