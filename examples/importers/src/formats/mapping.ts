import { CannotRun } from '../cannot-run';
import { readDayEnd, readForeignInstant } from '../read/foreign-instant';

/** Where a value comes from: a column, or a text that is the same in every row. */
export type From = { readonly column: string } | { readonly value: string };

/** How the instants of the file are written. */
export type TimeForm = keyof typeof timeForms;

/**
 * How the columns of a CSV make identities. With `lastActiveAt` each row is an identity; with `at` each row is one
 * activity, and rows of the same identity are summed up.
 */
export interface Mapping {
  readonly id: From;
  readonly kind: From;
  readonly type: From;
  readonly createdAt: From | null;
  readonly lastActiveAt: From | null;
  readonly at: From | null;
  readonly parentId: From | null;
  /** Attribute name → where from. */
  readonly attributes: Readonly<Record<string, From>>;
  readonly time: TimeForm;
}

const whole = (text: string): number | null => (/^-?\d{1,16}$/.test(text) ? Number(text) : null);

/** The ways to write an instant, and how each is read (UTC ms, or null). */
export const timeForms = {
  instant: readForeignInstant,
  date: readDayEnd,
  'epoch-seconds': (text: string): number | null => {
    const seconds = whole(text);
    return seconds === null ? null : seconds * 1000;
  },
  'epoch-milliseconds': whole,
} as const;

const OPTIONAL = ['createdAt', 'lastActiveAt', 'at', 'parentId'] as const;
const KEYS: ReadonlySet<string> = new Set(['id', 'kind', 'type', 'attributes', 'time', ...OPTIONAL]);

/**
 * Reads a mapping from JSON: a text names a column, `{ "value": "user" }` is the same in every row.
 * @throws CannotRun with the member that is wrong
 * @example { "id": "Employee ID", "kind": { "value": "user" }, "createdAt": "Hired", "lastActiveAt": "Last login", "time": "date" }
 */
export function readMapping(json: unknown): Mapping {
  const given = asRecord(json, '');
  for (const key of Object.keys(given))
    if (!KEYS.has(key)) refuse(`/${key}`, `is unknown; known are ${[...KEYS].join(', ')}`);
  const optional = (key: string): From | null => (given[key] === undefined ? null : readFrom(given[key], `/${key}`));
  const attributes = Object.entries(asRecord(given['attributes'] ?? {}, '/attributes'));
  const time = given['time'] ?? 'instant';
  if (typeof time !== 'string' || !Object.hasOwn(timeForms, time)) {
    refuse('/time', `is one of ${Object.keys(timeForms).join(', ')}`);
  }
  const mapping: Mapping = {
    id: readFrom(given['id'], '/id'),
    kind: optional('kind') ?? { value: 'user' },
    type: optional('type') ?? { value: 'activity' },
    createdAt: optional('createdAt'),
    lastActiveAt: optional('lastActiveAt'),
    at: optional('at'),
    parentId: optional('parentId'),
    attributes: Object.fromEntries(attributes.map(([name, from]) => [name, readFrom(from, `/attributes/${name}`)])),
    time: time as TimeForm,
  };
  if ((mapping.lastActiveAt === null) === (mapping.at === null)) {
    refuse(
      '/lastActiveAt',
      'either lastActiveAt (a row an identity) or at (a row an activity) is needed, and not both',
    );
  }
  return mapping;
}

/** The columns that a mapping reads, each once. */
export function columnsOf(mapping: Mapping): readonly string[] {
  const all = [
    mapping.id,
    mapping.kind,
    mapping.type,
    ...OPTIONAL.map((key) => mapping[key]),
    ...Object.values(mapping.attributes),
  ];
  return [
    ...new Set(all.flatMap((from) => (from !== null && 'column' in from ? [from.column.trim().toLowerCase()] : []))),
  ];
}

function readFrom(value: unknown, pointer: string): From {
  if (typeof value === 'string' && value.trim() !== '') return { column: value };
  if (typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'string') {
    return { value: value.value };
  }
  return refuse(pointer, 'must be the name of a column, or { "value": "…" }');
}

function asRecord(value: unknown, pointer: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return refuse(pointer, 'must be an object');
}

function refuse(pointer: string, message: string): never {
  throw new CannotRun(`the mapping is refused: ${pointer || '/'} ${message}`);
}
