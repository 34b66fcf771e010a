import type { Migration } from './form';

/** Who records activity looks for those who await it: of many identities that are marked few do. */
export const awaiting: Migration = {
  number: 3,
  name: 'awaiting',
  sql: (names) => [
    `CREATE INDEX ${names.index('identities_awaiting')} ON ${names.table('identities')} (account_id, id) WHERE awaits_activity`,
  ],
};
