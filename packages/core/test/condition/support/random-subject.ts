import type { ActivityOfType } from '../../../src/model/activity';
import type { Control } from '../../../src/model/control';
import type { JsonObject, JsonValue } from '../../../src/model/json';
import type { Requirement, RequirementState } from '../../../src/model/requirement';
import type { Subject } from '../../../src/model/subject';
import { parseDuration } from '../../../src/time/duration';
import type { Random } from './random';

export const NOW = Date.UTC(2026, 0, 1);
export const DAY = 86_400_000;

export const texts = ['a', 'b', 'c', 'user'] as const;
export const numbers = [0, 1, 2, 3, -1, 1.5] as const;

/** A subject with nothing but its identity. */
export function plainSubject(attributes: JsonObject = {}, more: Partial<Subject> = {}): Subject {
  return {
    identity: {
      accountId: 'acme',
      id: 'u-1',
      kind: 'user',
      createdAt: NOW - 100 * DAY,
      parentId: null,
      name: null,
      attributes,
      labels: [],
      locked: false,
    },
    activity: [],
    controls: [],
    requirements: [],
    exemptions: [],
    progress: [],
    reactivatedAt: null,
    approvedAt: null,
    ...more,
  };
}

const instantNear = (random: Random): number => NOW + (random.below(81) - 40) * DAY + random.below(3) * 1000;
const maybe = <Value>(random: Random, make: () => Value): Value | null => (random.chance(0.5) ? make() : null);
const several = <Value>(random: Random, most: number, make: () => Value): Value[] =>
  Array.from({ length: random.below(most + 1) }, make);

export function control(more: Partial<Control>): Control {
  return {
    id: 'c',
    accountId: 'acme',
    identityId: 'u-1',
    type: 'DORMANT',
    setBy: 'CLIENT',
    actor: null,
    overridable: true,
    reasonCode: 'OTHER',
    reason: null,
    createdAt: NOW - 10 * DAY,
    expiresAt: null,
    deletedAt: null,
    deletedBy: null,
    deletionReason: null,
    cause: null,
    requirementIds: [],
    ...more,
  };
}

export function requirement(more: Partial<Requirement>): Requirement {
  return {
    id: 'r',
    type: 'KYC',
    state: 'PENDING',
    dueAt: null,
    validUntil: null,
    renewalGrace: null,
    validFor: null,
    openedAt: null,
    onOverdue: 'DENY',
    whilePending: null,
    group: null,
    ...more,
  };
}

export function activity(
  type: string,
  successAt: number | null,
  successCount = successAt === null ? 0 : 2,
): ActivityOfType {
  return { type, successAt, successCount, failureAt: NOW, failureCount: 1 };
}

function randomControl(random: Random): Control {
  return control({
    type: random.pick(['DORMANT', 'CLOSED', 'a']),
    setBy: random.pick(['POLICY', 'CLIENT', 'OPERATOR']),
    createdAt: instantNear(random),
    expiresAt: maybe(random, () => instantNear(random)),
    deletedAt: maybe(random, () => instantNear(random)),
  });
}

function randomRequirement(random: Random): Requirement {
  return requirement({
    type: random.pick(['KYC', 'ID']),
    state: random.pick<RequirementState>(['PENDING', 'MET', 'MET', 'FAILED', 'WAIVED', 'ERROR']),
    dueAt: maybe(random, () => instantNear(random)),
    validUntil: maybe(random, () => instantNear(random)),
    renewalGrace: maybe(random, () => parseDuration(random.pick(['P5D', 'P1M', 'PT1H']))),
  });
}

/** The attributes by the type that random conditions expect of them; with `wild`, some have another type. */
export function randomAttributes(random: Random, missing: number, wild: number): JsonObject {
  const text = (): string => random.pick(texts);
  const number = (): number => random.pick(numbers);
  const numberList = (): number[] => several(random, 3, number);
  const made: Record<string, () => JsonValue> = {
    s: text,
    n: number,
    b: () => random.chance(0.5),
    at: () => new Date(instantNear(random)).toISOString(),
    nul: () => null,
    l: () => several(random, 3, text),
    nums: numberList,
    ats: () => several(random, 3, () => new Date(instantNear(random)).toISOString()),
    nested: () => several(random, 3, () => several(random, 3, text)),
    o: () => ({ s: text(), n: number(), l: several(random, 3, text), deep: { n: number() }, 'x-1': text() }),
    'da-sh': text,
  };
  const names = Object.keys(made);
  const attributes: Record<string, JsonValue> = {};
  for (const name of names) {
    const make = random.chance(wild) ? made[random.pick(names)] : made[name];
    if (!random.chance(missing) && make !== undefined) attributes[name] = make();
  }
  return attributes;
}

/** A subject of which some attributes are missing, and some of another type than expected. */
export function randomSubject(random: Random, missing = 0.1, wild = 0.1): Subject {
  const base = plainSubject(randomAttributes(random, missing, wild));
  const types = ['login', 'token', 'a'].filter(() => random.chance(0.6));
  return {
    ...base,
    identity: {
      ...base.identity,
      kind: random.pick(texts),
      createdAt: instantNear(random),
      parentId: random.chance(0.5) ? random.pick(texts) : null,
      labels: several(random, 3, () => random.pick(texts)),
    },
    activity: types.map((type) => activity(type, random.chance(0.8) ? instantNear(random) : null)),
    controls: several(random, 4, () => randomControl(random)),
    requirements: several(random, 4, () => randomRequirement(random)),
  };
}
