import { createHash } from 'node:crypto';
import { Fault } from '@dormouse/example-host-kit';

/** What a page belongs to: a cursor of another account or query is refused. */
export type Scope = readonly (string | number | boolean | null)[];

const seal = (scope: Scope, payload: string): string =>
  createHash('sha256')
    .update(JSON.stringify([scope, payload]))
    .digest('base64url')
    .slice(0, 22);

/** Writes the place after a key. */
export function writeCursor(scope: Scope, key: unknown): string {
  const payload = Buffer.from(JSON.stringify(key)).toString('base64url');
  return `${seal(scope, payload)}.${payload}`;
}

/** @throws Fault `bad_request` for a cursor that was not issued for this query */
export function readCursor(scope: Scope, cursor: string | undefined): unknown {
  if (cursor === undefined || cursor === '') return null;
  const [given, payload] = cursor.split('.', 2);
  if (payload === undefined || given !== seal(scope, payload)) {
    throw new Fault('bad_request', 'page_cursor was not issued for this query: begin again without one');
  }
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}
