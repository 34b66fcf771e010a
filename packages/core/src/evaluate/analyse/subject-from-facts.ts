import type { Segment } from '../../condition/path';
import type { Place } from '../../condition/plan';
import { formatInstant, type Instant } from '../../time/instant';
import type { SubjectJson } from '../subject-json';

/** A fact, and what it is to be; `undefined` leaves it out. */
export interface FactValue {
  readonly place: Place;
  readonly value: unknown;
}

interface Draft {
  kind: string;
  accountId: string;
  parentId: string | null;
  createdAt: string;
  lastActiveAt: string | null;
  labels: readonly string[];
  readonly attributes: Record<string, unknown>;
}

/**
 * An identity with these facts, as far as they are told by its attributes, labels, kind, parent and dates; the others are
 * left as they are. Whether its facts are what was asked for, only an evaluation tells.
 * @param activityType of its last activity, unless it was never active
 */
export function subjectFromFacts(
  facts: readonly FactValue[],
  createdAt: Instant,
  lastActiveAt: Instant | null,
  activityType: string,
): SubjectJson {
  const draft: Draft = {
    kind: 'user',
    accountId: 'acme',
    parentId: null,
    createdAt: formatInstant(createdAt),
    lastActiveAt: lastActiveAt === null ? null : formatInstant(lastActiveAt),
    labels: [],
    attributes: {},
  };
  for (const { place, value } of facts) setFact(draft, place, value);
  const { kind, accountId, parentId, labels, attributes } = draft;
  return {
    identity: {
      accountId,
      id: 'u-1',
      kind,
      createdAt: draft.createdAt,
      parentId,
      labels,
      attributes: attributes as NonNullable<SubjectJson['identity']['attributes']>,
    },
    activity:
      draft.lastActiveAt === null ? {} : { [activityType]: { success: { lastAt: draft.lastActiveAt, count: 1 } } },
  };
}

function setFact(draft: Draft, { fact, path }: Place, value: unknown): void {
  if (fact === 'attributes' && path.length > 0) {
    if (value !== undefined) setAt(draft.attributes, path, value);
    return;
  }
  if (path.length > 0) return;
  if (fact === 'labels') draft.labels = isTexts(value) ? value : [];
  else if (fact === 'parentId') draft.parentId = typeof value === 'string' ? value : null;
  else if (fact === 'neverActive' && value === true) draft.lastActiveAt = null;
  else if (fact === 'lastActiveAt' && value === undefined) draft.lastActiveAt = null;
  else if (typeof value === 'string' && isTextFact(fact)) draft[fact] = value;
}

function isTextFact(fact: string): fact is 'kind' | 'accountId' | 'createdAt' | 'lastActiveAt' {
  return fact === 'kind' || fact === 'accountId' || fact === 'createdAt' || fact === 'lastActiveAt';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'string');
}

/** A list is not filled up for an index far out. */
const LONGEST_LIST = 20;

function setAt(holder: Record<string, unknown>, path: readonly Segment[], value: unknown): void {
  let current: Record<Segment, unknown> | unknown[] = holder;
  path.forEach((segment, index) => {
    if (Array.isArray(current) && (typeof segment !== 'number' || segment >= LONGEST_LIST)) return;
    const members = current as Record<Segment, unknown>;
    if (index === path.length - 1) {
      members[segment] = value;
      return;
    }
    const next = Object.hasOwn(members, segment) ? members[segment] : undefined;
    const made = typeof next === 'object' && next !== null ? next : typeof path[index + 1] === 'number' ? [] : {};
    members[segment] = made;
    current = made as Record<Segment, unknown>;
  });
}
