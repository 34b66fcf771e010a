import { canonicalJson } from './canonical-json';

/** What can be erased of an identity (E3a): its name, its attributes, and the reasons that people wrote down. */
export type PersonalField = 'name' | 'attributes' | 'reasons';

export const personalFields: readonly PersonalField[] = ['name', 'attributes', 'reasons'];

/** The salts of an event, one for each kind of personal data that it holds. An erasure drops them. */
export type Salts = { readonly [F in PersonalField]?: string };

/** The members that hold personal data, wherever they stand in a record. */
const fieldOf: ReadonlyMap<string, PersonalField> = new Map([
  ['name', 'name'],
  ['attributes', 'attributes'],
  ['reason', 'reasons'],
  ['deletionReason', 'reasons'],
]);

/** Gives what should stand in the place of a value; the value itself leaves it. */
export type ReplacePersonal = (field: PersonalField, value: unknown) => unknown;

/**
 * A record with its personal data replaced: names, attributes and reasons at any depth. What is empty or erased already
 * is not asked for. It is the very same record when nothing is replaced.
 */
export function mapPersonal<T>(record: T, replace: ReplacePersonal): T {
  return mapValue(record, replace) as T;
}

function mapValue(value: unknown, replace: ReplacePersonal): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? mapList(value, replace) : mapObject(value as Members, replace);
}

type Members = Readonly<Record<string, unknown>>;

function mapList(values: readonly unknown[], replace: ReplacePersonal): readonly unknown[] {
  let mapped: unknown[] | null = null;
  for (let index = 0; index < values.length; index++) {
    const after = mapValue(values[index], replace);
    if (after === values[index]) continue;
    mapped ??= [...values];
    mapped[index] = after;
  }
  return mapped ?? values;
}

function mapObject(members: Members, replace: ReplacePersonal): Members {
  let mapped: Record<string, unknown> | null = null;
  for (const key of Object.keys(members)) {
    const before = members[key];
    if (before === null || (typeof before !== 'object' && typeof before !== 'string')) continue;
    const field = fieldOf.get(key);
    const after =
      field === undefined ? mapValue(before, replace) : isSomething(before) ? replace(field, before) : before;
    if (after === before) continue;
    mapped ??= { ...members };
    mapped[key] = after;
  }
  return mapped ?? members;
}

const erasedText = /^erased:[0-9a-f]{16,}$/i;

/** Whether there is anything to erase. */
function isSomething(value: string | object): boolean {
  if (typeof value === 'string') return value !== '' && !erasedText.test(value);
  const keys = Object.keys(value);
  if (keys.length !== 1) return keys.length > 0;
  const only: unknown = (value as Members)['erased'];
  return !(typeof only === 'string' && erasedText.test(only));
}

/** What stands in the place of erased data: a salted hash of it, of the same kind of value (a text, or an object). */
export function erasedForm(
  field: PersonalField,
  value: unknown,
  salt: string,
  hash: (text: string) => string,
): string | { readonly erased: string } {
  const text = `erased:${hash(canonicalJson([salt, field, value]))}`;
  return typeof value === 'string' ? text : { erased: text };
}

/** The kinds of personal data that a record holds. */
export function personalIn(record: unknown): ReadonlySet<PersonalField> {
  const found = new Set<PersonalField>();
  mapPersonal(record, (field, value) => {
    found.add(field);
    return value;
  });
  return found;
}

/** A record whose personal data is replaced as its salts say: what an event is hashed as (E3a). */
export function redact<T>(record: T, salts: Salts, hash: (text: string) => string): T {
  return mapPersonal(record, (field, value) => {
    const salt = salts[field];
    return salt === undefined ? value : erasedForm(field, value, salt, hash);
  });
}
