import { median, ratioOf, timed } from './measure';
import { ACCOUNT } from './population';
import type { PartAnswer, Scene } from './scene';

const DEEP = 1_000;
const SAMPLES = 31;

/** Page 1 of the identities against page 1,000: a listing goes by keys, so that depth costs nothing. */
export async function pagesPart({ ours, options: { size } }: Scene): Promise<PartAnswer> {
  const limit = Math.min(100, Math.floor(size / DEEP) - 1);
  const page = (cursor: string | null) => ours.dormouse.identities.list({ accountId: ACCOUNT, limit, cursor });
  let deep: string | null = null;
  for (let number = 1; number < DEEP; number++) deep = (await page(deep)).cursor;
  if (deep === null) throw new Error(`there is no page ${DEEP}`);
  const samples: Record<'first' | 'deep', number[]> = { first: [], deep: [] };
  for (let sample = 0; sample < SAMPLES; sample++) {
    samples.first.push(await timed(() => page(null)));
    samples.deep.push(await timed(() => page(deep)));
  }
  const verdict = ratioOf(
    `page ${DEEP} of ${limit} identities against page 1`,
    median(samples.deep),
    median(samples.first),
    1.3,
  );
  return { verdicts: [verdict] };
}
