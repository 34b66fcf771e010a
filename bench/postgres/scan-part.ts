import { inChild } from './in-child';
import { contest } from './measure';
import { ROUNDS } from './population';
import type { PartAnswer, Scene } from './scene';

const MOST_MIB = 256;

/** Every subject of the account through a bare cursor, and through the port, each in a process of its own. */
export async function scanPart({ url, options: { size } }: Scene): Promise<PartAnswer> {
  const peaks: Record<string, number> = {};
  const read = (task: 'peer' | 'ours') => async () => {
    const { count, elapsedMs, peakMiB } = await inChild(task, url);
    if (count !== size) throw new Error(`${task} read ${count} instead of ${size}`);
    peaks[task] = Math.max(peaks[task] ?? 0, peakMiB);
    return elapsedMs;
  };
  const verdict = await contest('reading every subject, by subject', size, ROUNDS, 0.7, {
    'bare cursor': read('peer'),
    dormouse: read('ours'),
  });
  const peak = peaks['ours'] ?? Number.NaN;
  const memory = {
    question: 'peak memory of the process that reads them, in MiB',
    perSecond: {},
    ratio: peak,
    aim: `at most ${MOST_MIB}`,
    held: peak <= MOST_MIB,
  };
  return { verdicts: [verdict, memory], figures: { peaks } };
}
