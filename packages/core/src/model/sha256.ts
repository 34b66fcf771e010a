/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const roundConstants: readonly number[] = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
];

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes (FIPS 180-4, 5.3.3). */
const initialState: readonly number[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

const BLOCK = 64;
/** A longer text gets a buffer of its own, so that one large document does not hold on to memory. */
const KEPT_BYTES: number = 64 * 1024;
/** The most bytes of UTF-8 for one UTF-16 unit. */
const BYTES_PER_UNIT = 3;

/** What one hashing works in. */
interface Workspace {
  readonly constants: Int32Array;
  readonly words: Int32Array;
  readonly state: Int32Array;
  readonly digits: Uint8Array;
}

/**
 * Makes a SHA-256 over the UTF-8 form of a text, as 64 hex digits. It is synchronous and needs nothing of the platform
 * but a `TextEncoder`, so that a decision can hash its events anywhere (E3). A lone surrogate counts as U+FFFD, as
 * everywhere on the web.
 *
 * Each one owns the buffers it works in: make one and keep it.
 */
export function createSha256(): (text: string) => string {
  const encoder = new TextEncoder();
  const kept = new Uint8Array(KEPT_BYTES);
  const initial = Int32Array.from(initialState);
  const workspace: Workspace = {
    constants: Int32Array.from(roundConstants),
    words: new Int32Array(BLOCK),
    state: new Int32Array(initialState.length),
    digits: new Uint8Array(64),
  };
  return (text) => {
    const most = text.length * BYTES_PER_UNIT + 2 * BLOCK;
    const bytes = most <= KEPT_BYTES ? kept : new Uint8Array(most);
    const end = pad(bytes, encoder.encodeInto(text, bytes).written);
    workspace.state.set(initial);
    for (let offset = 0; offset < end; offset += BLOCK) {
      schedule(bytes, offset, workspace.words);
      compress(workspace);
    }
    return hexOf(workspace);
  };
}

/** Appends a one bit, zeros, and the length in bits, up to a whole number of blocks; answers where they end. */
function pad(bytes: Uint8Array, length: number): number {
  const end = (Math.floor((length + 8) / BLOCK) + 1) * BLOCK;
  bytes[length] = 0x80;
  bytes.fill(0, length + 1, end);
  const low = length << 3;
  const high = Math.floor(length / 2 ** 29);
  for (let index = 0; index < 4; index++) {
    bytes[end - 1 - index] = low >>> (8 * index);
    bytes[end - 5 - index] = high >>> (8 * index);
  }
  return end;
}

function schedule(bytes: Uint8Array, offset: number, words: Int32Array): void {
  for (let index = 0; index < 16; index++) {
    const at = offset + index * 4;
    words[index] =
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  }
  for (let index = 16; index < BLOCK; index++) {
    const two = words[index - 2] ?? 0;
    const fifteen = words[index - 15] ?? 0;
    const small0 = ((fifteen >>> 7) | (fifteen << 25)) ^ ((fifteen >>> 18) | (fifteen << 14)) ^ (fifteen >>> 3);
    const small1 = ((two >>> 17) | (two << 15)) ^ ((two >>> 19) | (two << 13)) ^ (two >>> 10);
    words[index] = ((words[index - 16] ?? 0) + small0 + (words[index - 7] ?? 0) + small1) | 0;
  }
}

/** The 64 rounds of one block (FIPS 180-4, 6.2.2). */
function compress({ state, words, constants }: Workspace): void {
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let index = 0; index < BLOCK; index++) {
    const big1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const first = (h + big1 + (g ^ (e & (f ^ g))) + (constants[index] ?? 0) + (words[index] ?? 0)) | 0;
    const big0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const second = (big0 + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  add(state, 0, a);
  add(state, 1, b);
  add(state, 2, c);
  add(state, 3, d);
  add(state, 4, e);
  add(state, 5, f);
  add(state, 6, g);
  add(state, 7, h);
}

function add(state: Int32Array, index: number, value: number): void {
  state[index] = (state[index] ?? 0) + value;
}

const ZERO = 48;
/** How far `a` lies behind `9` in ASCII. */
const TO_LETTERS = 39;

function hexOf({ state, digits }: Workspace): string {
  for (let index = 0; index < digits.length; index++) {
    const digit = ((state[index >> 3] ?? 0) >>> (28 - 4 * (index & 7))) & 0xf;
    digits[index] = ZERO + digit + (digit > 9 ? TO_LETTERS : 0);
  }
  // Spreading would walk an iterator; this reads the bytes.
  return Reflect.apply(String.fromCharCode, null, digits);
}
