/**
 * Whether an identity belongs to a share of an account, by its id alone: always the same ones for the same share, and a
 * smaller share is a part of every larger one. About `share` of any ids do, however alike they look. An adapter may use
 * a hash of its own that does the same.
 * @param share from 0 (nobody) to 1 (everybody).
 */
export function isInShare(id: string, share: number): boolean {
  return share >= 1 || spread(id) < share * 0x1_0000_0000;
}

/** FNV-1a over the UTF-16 units with the final mixing of MurmurHash3: an even number below 2^32. */
function spread(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
