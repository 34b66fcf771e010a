import { type Names, namesIn } from './sql/names';

/** Where the tables are. */
export interface SchemaOptions {
  /** Default: `dormouse`. */
  readonly schema?: string;
  /** What the names of the tables begin with. Default: nothing. */
  readonly prefix?: string;
}

/** The names in a place that a caller gave. */
export function namesOf({ schema = 'dormouse', prefix = '' }: SchemaOptions): Names {
  return namesIn(schema, prefix);
}
