import { randomBytes } from 'node:crypto';

/**
 * A UUID (version 8) that begins with the time counted backwards: in the order of the ids, the newest comes first, as the
 * API lists identities.
 */
export function newestFirstId(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(2 ** 48 - 1 - now, 0, 6);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
