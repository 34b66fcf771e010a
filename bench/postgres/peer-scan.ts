import { Client } from 'pg';
import { ACCOUNT } from './population';

const FETCH = 1_000;

/** A cursor over everything that makes a subject, in the order of the ids. Answers how many rows came. */
export async function scanByHand(url: string, query: string = SUBJECTS): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query({ text: `DECLARE subjects NO SCROLL CURSOR FOR ${query}`, values: [ACCOUNT] });
    let read = 0;
    for (;;) {
      const { rowCount } = await client.query(`FETCH ${FETCH} FROM subjects`);
      if (rowCount === null || rowCount === 0) return read;
      read += rowCount;
    }
  } finally {
    await client.end();
  }
}

const SUBJECTS = `
SELECT i.*, a.type, a.last_at, a.count FROM peer.identities i
LEFT JOIN peer.activity a ON a.account_id = i.account_id AND a.identity_id = i.id
WHERE i.account_id = $1 ORDER BY i.account_id, i.id`;
