import { exact } from '../sql/exact';
import type { Names } from '../sql/names';
import { type Statement, statement } from '../sql/statement';
import { subjectColumns } from './subject-columns';

/**
 * The slots of ids, the revision of the policies, and what is remembered under a key: all of one moment. One row at least;
 * what belongs to the account is in the first.
 */
export function loadSlots(names: Names, accountId: string, ids: readonly string[], key: string | null): Statement {
  return statement((p) => {
    const account = p.text(accountId);
    const asked = p.texts(ids);
    const remembered =
      key === null
        ? 'NULL'
        : `(SELECT k.record FROM ${names.table('keys')} k WHERE k.account_id = ${account} AND k.key = ${p.text(key)})`;
    return `SELECT s.n::text AS n, i.id, ${subjectColumns(names)}, g.sequence::text AS gone_sequence, ${exact('g.head_hash')} AS gone_hash,
  CASE WHEN coalesce(s.n, 1) = 1 THEN (SELECT revision::text FROM ${names.table('accounts')} WHERE account_id = ${account}) END AS revision,
  CASE WHEN coalesce(s.n, 1) = 1 THEN ${remembered}::text END AS remembered
FROM (SELECT 1) AS one LEFT JOIN unnest(${asked}) WITH ORDINALITY AS s(id, n) ON true
LEFT JOIN ${names.table('identities')} i ON i.account_id = ${account} AND i.id = s.id
LEFT JOIN ${names.table('gone')} g ON g.account_id = ${account} AND g.id = s.id AND i.id IS NULL
ORDER BY s.n`;
  });
}
