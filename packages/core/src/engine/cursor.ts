import { DormouseError } from '../model/errors';

/**
 * Opaque cursors: the key of the last member that was given, sealed with what the listing was. A cursor that was not
 * issued here, or for another account, listing or filter, is refused. The seal is a checksum and no signature: what it
 * guards is a place in the caller's own account, and the account is always given beside it.
 */
export interface Listing {
  readonly name:
    | 'identities'
    | 'controls'
    | 'events'
    | 'runs'
    | 'requirements'
    | 'upcoming'
    | 'exemptions'
    | 'reviews'
    | 'schedule';
  readonly accountId: string;
  /** The filters, written so that equal ones give equal text. */
  readonly filter: string;
}

/** Writes the cursor after a key. The key is any JSON value. */
export function writeCursor(listing: Listing, key: unknown): string {
  return seal(listing, encode(JSON.stringify(key)));
}

/**
 * Reads a cursor back; null when none is given.
 * @throws DormouseError `INVALID_CURSOR`.
 */
export function readCursor(listing: Listing, cursor: unknown): unknown {
  if (cursor === undefined || cursor === null) return null;
  if (typeof cursor === 'string' && cursor.length < LONGEST) {
    const payload = cursor.slice(cursor.indexOf('.') + 1);
    if (seal(listing, payload) === cursor) return JSON.parse(decode(payload));
  }
  throw new DormouseError('INVALID_CURSOR', 'the cursor was not issued for this listing: begin again without one');
}

/** Two ids of 256 characters, each of up to 4 bytes, and some room. */
const LONGEST = 8_192;

function seal({ name, accountId, filter }: Listing, payload: string): string {
  const text = JSON.stringify([name, accountId, filter, payload]);
  return `${checksum(text, 0x9e3779b9)}${checksum(text, 0x85ebca6b)}.${payload}`;
}

/** FNV-1a over the UTF-16 units, with a final mixing. */
function checksum(text: string, start: number): string {
  let hash = start;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 13), 0x297a2d39);
  return ((hash ^ (hash >>> 16)) >>> 0).toString(36).padStart(7, '0');
}

/** Text that is safe in a URL. The seal is checked before anything is decoded. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[-_.!~*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%', '-');
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('-', '%'));
}
