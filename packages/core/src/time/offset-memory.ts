import type { Instant } from './instant';
import type { OffsetAt } from './zone-offset';

/** Marks a stretch of time in which the offset changes. No offset is as large. */
const CHANGES = 0x7fff_ffff;
const EMPTY = -0x8000_0000;

/**
 * Remembers offsets by stretches of `span` milliseconds, at most a day: one with the same offset at both ends has it
 * all through, because the closest changes of any zone (Freetown 1939, IANA 2025) lie almost four days apart. In a
 * stretch with a change `finer` is asked. At most `slots` (a power of two) stretches are kept; a later one takes the
 * place of an earlier one.
 */
export function rememberOffsets(exact: OffsetAt, finer: OffsetAt, span: number, slots: number): OffsetAt {
  const stretches = new Int32Array(slots).fill(EMPTY);
  const offsets = new Int32Array(slots);
  return (at: Instant) => {
    const stretch = Math.floor(at / span);
    const slot = stretch & (slots - 1);
    if (stretches[slot] !== stretch) {
      const first = exact(stretch * span);
      offsets[slot] = first === exact(stretch * span + span - 1) ? first : CHANGES;
      stretches[slot] = stretch;
    }
    const offset = offsets[slot];
    return offset === undefined || offset === CHANGES ? finer(at) : offset;
  };
}
