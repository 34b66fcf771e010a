const FIRST_SURROGATE = 0xd800;

/**
 * The order of ids in every listing: by Unicode code point, which is the order of UTF-8 bytes and PostgreSQL's "C"
 * collation. JavaScript's own `<` compares UTF-16 units and differs where ids hold characters beyond U+FFFF.
 */
export function compareIds(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    // A surrogate stands for a code point above all others: it comes after U+E000 to U+FFFF.
    if (a >= FIRST_SURROGATE && b >= FIRST_SURROGATE) return rank(a) - rank(b);
    return a - b;
  }
  return left.length - right.length;
}

function rank(unit: number): number {
  return unit <= 0xdfff ? unit + 0x2000 : unit - 0x800;
}
