import type { PgQueryable } from '../client';
import type { Query, Row } from '../sql/statement';

/** Runs statements on a client. `seen` is told the transaction that a write ran in. */
export function queryOn(client: PgQueryable, seen?: (xid: string) => void): Query {
  return async ({ text, values }) => {
    const { rows } = await client.query(text, values);
    const found = rows as readonly Row[];
    const xid = found[0]?.['xid'];
    if (typeof xid === 'string') seen?.(xid);
    return found;
  };
}
