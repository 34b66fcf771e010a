/** Counts the waits of this process: no two in a row are of one length. */
let waits = 0;

/** Waits before another try: longer each time, and seldom as long as one that it collided with. */
export function pause(tries: number): Promise<void> {
  waits = (waits + 7) % 16;
  const longest = Math.min(500, 4 * 2 ** tries);
  return new Promise((resolve) => setTimeout(resolve, longest * (0.5 + waits / 32)));
}
