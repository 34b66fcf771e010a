import fc from 'fast-check';

type Path = readonly (string | number)[];

/** A change of a JSON document at one place. */
export interface Mutation {
  /** Which place: the places are counted in document order, and this is taken modulo their number. */
  readonly place: number;
  readonly kind: 'delete' | 'replace' | 'add' | 'twice';
  readonly value: unknown;
  readonly key: string;
}

const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    ' ',
    0,
    -0,
    -1,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    [],
    {},
  ),
  fc.constantFrom<unknown>(
    '\ud800',
    'x'.repeat(300),
    '__proto__',
    '$.',
    'P1000Y',
    '9999-12-31T23:59:59.999Z',
    [[]],
    [null],
  ),
  fc.constantFrom<unknown>('0001-01-01T00:00:00Z', '2026-01-01', 'P-1D', 'P1.5D', 'UTC', { fact: 'kind' }, { all: [] }),
  fc.anything({ maxDepth: 2, withBigInt: true, withDate: true, withNullPrototype: true }),
);

/** Replacements that JSON can hold. */
export const jsonValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    'x',
    'P1D',
    0,
    1.5,
    true,
    [],
    {},
    ['x'],
    [1],
    { x: 1 },
    [[]],
    [{}],
    'none',
    'same',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const keys = fc.constantFrom('x', '__proto__', 'constructor', 'prototype', 'toString', 'id', 'when', 'a/b~c', '');

function mutationOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<Mutation> {
  return fc.record({
    place: fc.nat(),
    kind: fc.constantFrom<Mutation['kind']>('delete', 'replace', 'replace', 'add', 'twice'),
    value,
    key: keys,
  });
}

export const mutation: fc.Arbitrary<Mutation> = mutationOf(strange);
export const jsonMutation: fc.Arbitrary<Mutation> = mutationOf(jsonValue);

/** All places of a document below its root, in document order. */
function placesOf(value: unknown, path: Path, found: Path[]): Path[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const place = [...path, key];
    found.push(place);
    placesOf((value as Record<string | number, unknown>)[key], place, found);
  }
  return found;
}

/** Defines a key as JSON.parse does: `__proto__` becomes a key like any other. */
function define(target: object, key: string | number, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** A copy of the lists and plain objects; what a mutation put in before may be anything. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy = {};
  for (const [key, member] of Object.entries(value)) define(copy, key, copyOf(member));
  return copy;
}

/** A copy of a JSON document with one change. */
export function mutated(document: unknown, { place, kind, value, key }: Mutation): unknown {
  const copy = copyOf(document);
  const places = placesOf(copy, [], []);
  const path = places[place % Math.max(places.length, 1)];
  if (path === undefined) return value;
  const last = path[path.length - 1] as string | number;
  const parent = path.slice(0, -1).reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], copy);
  const container = parent as Record<string | number, unknown>;
  if (Array.isArray(parent)) {
    if (kind === 'delete') parent.splice(Number(last), 1);
    else if (kind === 'replace') parent[Number(last)] = value;
    else if (kind === 'add') parent.push(value);
    else parent.push(parent[Number(last)]);
  } else if (kind === 'delete') delete container[last];
  else if (kind === 'replace') define(container, last, value);
  else if (kind === 'add') define(container, key, value);
  else define(container, `${String(last)}2`, container[last]);
  return copy;
}
