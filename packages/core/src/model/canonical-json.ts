import { DormouseError } from './errors';

/**
 * A value as canonical JSON (RFC 8785): keys sorted by UTF-16 code units, numbers and texts as ECMAScript writes them,
 * no white space. Equal values give equal text, however and wherever they were stored.
 *
 * A member that is `undefined` is left out, as `JSON.stringify` does. A lone surrogate is written as its escape, so that
 * different texts stay different; RFC 8785 leaves such texts out.
 * @throws DormouseError `INVALID_ARGUMENT` for what JSON cannot hold: `NaN`, an infinity, a function, a bigint.
 */
export function canonicalJson(value: unknown): string {
  return append('', value);
}

/** Adding to one text is several times as quick as putting many together: it stays flat, and is hashed next. */
function append(json: string, value: unknown): string {
  switch (typeof value) {
    case 'string':
      return appendText(json, value);
    case 'number':
      // Adding to a text writes a number as ECMAScript does; -0 becomes 0.
      if (Number.isFinite(value)) return json + value;
      break;
    case 'boolean':
      return json + (value ? 'true' : 'false');
    case 'object':
      if (value === null) return `${json}null`;
      if (Array.isArray(value)) return appendList(json, value);
      return appendObject(json, value as Readonly<Record<string, unknown>>);
    default:
  }
  throw new DormouseError('INVALID_ARGUMENT', `JSON cannot hold ${typeof value === 'number' ? value : typeof value}`);
}

// What JSON does not write as it is: a quote, a backslash, a control character, a surrogate.
const special = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function appendText(json: string, text: string): string {
  return special.test(text) ? json + JSON.stringify(text) : `${json}"${text}"`;
}

function appendList(before: string, values: readonly unknown[]): string {
  let json = `${before}[`;
  for (let index = 0; index < values.length; index++) json = append(index === 0 ? json : `${json},`, values[index]);
  return `${json}]`;
}

function appendObject(before: string, members: Readonly<Record<string, unknown>>): string {
  let json = `${before}{`;
  let isFirst = true;
  for (const key of sorted(Object.keys(members))) {
    const member = members[key];
    if (member === undefined) continue;
    json = append(`${appendText(isFirst ? json : `${json},`, key)}:`, member);
    isFirst = false;
  }
  return `${json}}`;
}

/** Most objects have few keys: an insertion sort beats the built-in one there. */
const FEW_KEYS = 24;

function sorted(keys: string[]): readonly string[] {
  if (keys.length > FEW_KEYS) return keys.sort();
  for (let index = 1; index < keys.length; index++) {
    const key = keys[index] ?? '';
    let place = index;
    for (; place > 0 && (keys[place - 1] ?? '') > key; place--) keys[place] = keys[place - 1] ?? '';
    keys[place] = key;
  }
  return keys;
}
