import { createSha256, DormouseError } from '@dormouse/core';

/** The tables of the adapter, without the prefix. */
export type TableName =
  | 'accounts'
  | 'activity'
  | 'archived'
  | 'consumers'
  | 'controls'
  | 'events'
  | 'gone'
  | 'guards'
  | 'identities'
  | 'keys'
  | 'migrations'
  | 'policy_versions'
  | 'report_parts'
  | 'reports'
  | 'restrictions'
  | 'runs';

/** The functions of the adapter, without the prefix. */
export type FunctionName =
  | 'add_restricted'
  | 'ensure_month'
  | 'fence'
  | 'forget_events'
  | 'horizon'
  | 'instant'
  | 'merge_days'
  | 'merge_days_fully'
  | 'refuse'
  | 'rewrite_event';

/** The quoted names of everything in the database: the one place where an identifier is written into SQL. */
export interface Names {
  /** The schema as it was given. */
  readonly rawSchema: string;
  readonly prefix: string;
  readonly schema: string;
  readonly sequence: string;
  /** The channel on which new events are told. */
  readonly channel: string;
  /** Whether who writes events tells so on the channel. */
  readonly notifies: boolean;
  readonly table: (name: TableName) => string;
  readonly call: (name: FunctionName) => string;
  /** Anything else in the schema: an index, a partition. */
  readonly other: (name: string) => string;
  /** The name of a thing with the prefix, not quoted. */
  readonly raw: (name: string) => string;
  /** The name of an index, which stands without its schema. */
  readonly index: (name: string) => string;
}

/** The longest identifier of PostgreSQL, in bytes of UTF-8. A longer one would be cut silently. */
const LONGEST = 63;
/** The longest name that this adapter puts behind a prefix. */
const LONGEST_OWN = 'policy_versions_y2026m01'.length;

/** How names are written in a place. @throws DormouseError `INVALID_ARGUMENT` for what cannot be a name. */
export function namesIn(schema: string, prefix: string, notifies = false): Names {
  checkName('schema', schema, 1, LONGEST);
  checkName('prefix', prefix, 0, LONGEST - LONGEST_OWN);
  const inSchema = (name: string): string => `${quoteName(schema)}.${quoteName(prefix + name)}`;
  return {
    rawSchema: schema,
    prefix,
    schema: quoteName(schema),
    sequence: inSchema('positions'),
    channel: `dormouse_${createSha256()(`${schema}\n${prefix}`).slice(0, 32)}`,
    notifies,
    table: inSchema,
    call: inSchema,
    other: inSchema,
    raw: (name) => prefix + name,
    index: (name) => quoteName(prefix + name),
  };
}

/** An identifier, quoted. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as a literal, whatever `standard_conforming_strings` says. */
export function quoteText(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function checkName(name: string, value: string, least: number, most: number): void {
  const length = typeof value === 'string' ? utf8Length(value) : -1;
  if (length >= least && length <= most && !/\0|\p{Cs}/u.test(value)) return;
  throw new DormouseError('INVALID_ARGUMENT', `${name} must be a text of ${least} to ${most} bytes`, { name });
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}
