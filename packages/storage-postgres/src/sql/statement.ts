import { int8, nullable, text } from './values';

/** A statement with its parameters, all of which are texts or null. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** A row of an answer: every column is cast to text in SQL. */
export type Row = Readonly<Record<string, string | null>>;

/** Runs a statement where the caller is: in a transaction, or by itself. */
export type Query = (statement: Statement) => Promise<readonly Row[]>;

/** Collects the parameters of a statement: each method gives the SQL that stands for the value. */
export class Parameters {
  readonly values: unknown[] = [];

  text(value: string | null): string {
    return this.#add(nullable(text, value), 'text');
  }

  int8(value: number | null): string {
    return this.#add(nullable(int8, value), 'int8');
  }

  json(value: unknown): string {
    return this.#add(JSON.stringify(value), 'json');
  }

  texts(values: readonly (string | null)[]): string {
    return this.#add(textArray(values), 'text[]');
  }

  int8s(values: readonly (number | null)[]): string {
    return this.#add(`{${values.map((value) => (value === null ? 'NULL' : int8(value))).join(',')}}`, 'int8[]');
  }

  booleans(values: readonly boolean[]): string {
    return this.#add(`{${values.map((value) => (value ? 't' : 'f')).join(',')}}`, 'bool[]');
  }

  /**
   * JSON texts, joined by a character that JSON never holds as it is: an array literal would want each of its many quotes
   * escaped here, and read again there.
   */
  jsons(texts: readonly string[]): string {
    return `string_to_array(${this.#add(texts.join(SEPARATOR), 'text')}, E'\\x1f')::json[]`;
  }

  #add(value: string | null, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

/** The literal of an array of texts. */
export function textArray(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : quoteElement(text(value)))).join(',')}}`;
}

/** Raw control characters are no JSON. */
const SEPARATOR = '\u001f';
const SPECIAL = /["\\]/;

function quoteElement(value: string): string {
  if (!SPECIAL.test(value)) return `"${value}"`;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** A statement, from a function that writes its text with the parameters. */
export function statement(write: (parameters: Parameters) => string): Statement {
  const parameters = new Parameters();
  const sql = write(parameters);
  return { text: sql, values: parameters.values };
}
