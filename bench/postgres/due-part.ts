import { median, ratioOf } from './measure';
import { loadOurs, openOurs, settle } from './ours';
import { ROUNDS } from './population';
import type { PartAnswer, Scene } from './scene';
import { sweepOurs } from './sweep-part';

/**
 * The same number of due identities in a population where all are due, and in the large one: what is not due costs nothing
 * (S1). The small populations have schemas of their own, because each can be swept only once.
 */
export async function duePart({ pool, ours, options: { size, due } }: Scene): Promise<PartAnswer> {
  const large: number[] = [];
  const small: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const other = await openOurs(pool, `small_${round}`);
    await loadOurs(other, due, due);
    await settle(pool, other.schema);
    await settle(pool, ours.schema);
    small.push(await sweepOurs(other, 0, due));
    large.push(await sweepOurs(ours, round + ROUNDS, due));
    await pool.query(`DROP SCHEMA ${other.schema} CASCADE`);
  }
  const question = `a sweep of ${due} due among ${size}, against ${due} among ${due}`;
  return { verdicts: [ratioOf(question, median(large), median(small), 1.3)] };
}
