import { createDormouse, type Dormouse } from '@dormouse/core';
import { postgresStorage } from '@dormouse/storage-postgres';
import { Pool } from 'pg';
import { inChild } from './in-child';
import { contest, ratioOf, type Verdict } from './measure';
import { ACCOUNT, ROUNDS, START } from './population';
import type { PartAnswer, Scene } from './scene';

const MOST_MIB = 256;
const MOST_FORECAST = 1.5;
const MOST_FIRST_ROW = 1_000;

/** What looks at the whole population, each in a process of its own. */
export const LOOKS = {
  report: async (dormouse: Dormouse): Promise<number> => {
    const { id } = await dormouse.reports.create({ accountId: ACCOUNT, inactiveFor: 'P30D' });
    await dormouse.reports.work({ accountId: ACCOUNT });
    const { state, progress } = await dormouse.reports.get(ACCOUNT, id);
    if (state !== 'ready') throw new Error(`the report is ${state}`);
    await dormouse.reports.drop(ACCOUNT, id);
    return progress.scanned;
  },
  simulation: async (dormouse: Dormouse): Promise<number> => (await dormouse.simulate({ accountId: ACCOUNT })).judged,
  forecast: async (dormouse: Dormouse): Promise<number> =>
    (await dormouse.forecast({ accountId: ACCOUNT, days: 365 })).judged,
  stream: async (dormouse: Dormouse): Promise<number> => {
    for await (const _ of dormouse.reports.stream({ accountId: ACCOUNT, inactiveFor: 'PT0S' })) return 1;
    return 0;
  },
} as const;

export type Look = keyof typeof LOOKS;

/** Does one of them over the database, in this process. */
export async function look(name: Look, url: string, schema: string): Promise<number> {
  const pool = new Pool({ connectionString: url, max: 4 });
  const storage = postgresStorage({ client: pool, schema });
  const settings = { guard: false } as const;
  const count = await LOOKS[name](createDormouse({ storage, clock: () => new Date(START), settings }));
  await pool.end();
  return count;
}

/** Reports, simulation and forecast of everyone, against a bare cursor over the same rows. */
export async function lookingPart({ url, options: { size } }: Scene): Promise<PartAnswer> {
  const peaks: Record<string, number> = {};
  const times: Record<string, number[]> = {};
  const run = (task: string, expected: number) => async () => {
    const { count, elapsedMs, peakMiB } = await inChild(task, url);
    if (count !== expected) throw new Error(`${task} looked at ${count} instead of ${expected}`);
    peaks[task] = Math.max(peaks[task] ?? 0, peakMiB);
    times[task] = [...(times[task] ?? []), elapsedMs];
    return elapsedMs;
  };
  const against = (task: Look) =>
    contest(`${task} of everyone`, size, ROUNDS, 0.6, {
      'bare cursor': run('cursor', size),
      dormouse: run(task, size),
    });
  const verdicts: Verdict[] = [await against('report'), await against('simulation')];
  for (let round = 0; round < ROUNDS; round++) {
    await run('forecast', size)();
    await run('stream', 1)();
  }
  verdicts.push(
    ratioOf(
      'forecast of 365 days, against the simulation',
      middle(times['forecast']),
      middle(times['simulation']),
      MOST_FORECAST,
    ),
  );
  verdicts.push(
    atMost(
      'first row of a streamed report, with connecting, in ms',
      Math.round(Math.max(...(times['stream'] ?? []))),
      MOST_FIRST_ROW,
    ),
  );
  for (const name of ['report', 'simulation', 'forecast']) {
    verdicts.push(atMost(`peak memory of the ${name}, in MiB`, peaks[name] ?? Number.NaN, MOST_MIB));
  }
  return { verdicts, figures: { peaks } };
}

const middle = (values: readonly number[] = []): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

function atMost(question: string, value: number, most: number): Verdict {
  return { question, perSecond: {}, ratio: value, aim: `at most ${most}`, held: value <= most };
}
