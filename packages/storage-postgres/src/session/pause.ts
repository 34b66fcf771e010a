/** Waits before another try: longer each time, and never the same for two that collided. */
export function pause(tries: number): Promise<void> {
  const longest = Math.min(500, 4 * 2 ** tries);
  return new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
}
