import type { Names, TableName } from '../sql/names';

/** The form that the tables are given when they are made. */
export interface Form {
  /**
   * How many hash partitions by account each table is made of; 0: none. It spreads a database with very many accounts,
   * and is the form that a distribution over several servers needs. Events are partitioned by month in any case.
   */
  readonly hashPartitions: number;
}

/** One step of the schema, as statements. They never change once it is released: a test pins its hash. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: (names: Names, form: Form) => readonly string[];
}

interface Shape {
  readonly columns: string;
  /** How full a page is made: room for new versions of a row beside the old ones. */
  readonly fillfactor?: number;
}

/** A table, or its hash partitions by account. Every primary key leads with the account. */
export function tableSql(names: Names, form: Form, name: TableName, { columns, fillfactor }: Shape): readonly string[] {
  const storage = fillfactor === undefined ? '' : ` WITH (fillfactor = ${fillfactor})`;
  if (form.hashPartitions === 0) return [`CREATE TABLE ${names.table(name)} (${columns})${storage}`];
  const parts = Array.from({ length: form.hashPartitions }, (_, index) => {
    const values = `FOR VALUES WITH (MODULUS ${form.hashPartitions}, REMAINDER ${index})`;
    return `CREATE TABLE ${names.other(`${name}_h${index}`)} PARTITION OF ${names.table(name)} ${values}${storage}`;
  });
  return [`CREATE TABLE ${names.table(name)} (${columns}) PARTITION BY HASH (account_id)`, ...parts];
}
