import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { IdentityResult } from '../src/judge-identity';
import { judgePopulation } from '../src/judge-population';
import { loadPolicy } from '../src/load-policy';
import { openPopulation } from '../src/population';
import { stagesOf } from '../src/stages';
import type { Summary } from '../src/summary';
import { TopList } from '../src/top-list';
import { shipped } from './helpers/shipped';

const inExample = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const DAY = 86_400_000;

async function judge(file: string, at: string | null = null): Promise<{ summary: Summary; results: IdentityResult[] }> {
  const set = await loadPolicy(inExample('policy.json'));
  const results: IdentityResult[] = [];
  const quiet = { problem: () => expect.fail('no problem expected'), note: () => {}, tick: () => {} };
  const population = await openPopulation(inExample(`data/${file}`), {
    at: at === null ? null : Date.parse(at),
    ...quiet,
  });
  const listener = { problem: quiet.problem, result: (result: IdentityResult) => void results.push(result) };
  return { summary: await judgePopulation(population, set, listener), results };
}

describe('judgePopulation', () => {
  it('counts the shipped commits as a naive pass does', async () => {
    const rows = parse(shipped('kysely-org__kysely.csv.gz'), { columns: true }) as Record<string, string>[];
    const last = new Map<string, number>();
    for (const row of rows)
      last.set(row['identity_id']!, Math.max(last.get(row['identity_id']!) ?? 0, Date.parse(row['at']!)));
    const at = Math.max(...last.values());
    const silent = (days: number) => [...last.values()].filter((instant) => at >= instant + days * DAY).length;

    const { summary, results } = await judge('kysely-org__kysely.csv.gz');
    expect(summary.at).toBe(at);
    expect(summary.total).toBe(last.size);
    expect(summary.inactive.count).toBe(silent(30));
    expect([...summary.due.values()].map(({ action, who }) => [action, who.count])).toEqual([['notify', silent(30)]]);
    // Nobody has been warned yet, so everyone who is late gets the full 15 days between notice and control (P4).
    const [warn = '', dormant = ''] = stagesOf(await loadPolicy(inExample('policy.json'))).map(({ key }) => key);
    expect(summary.ahead.get(dormant)?.[15]).toBe(silent(30));
    const soon = [...last.values()].filter((instant) => at < instant + 30 * DAY && at + 30 * DAY >= instant + 30 * DAY);
    expect(summary.ahead.get(warn)?.reduce((sum, count) => sum + count)).toBe(soon.length);
    const oldest = [...last].sort((left, right) => left[1] - right[1]).slice(0, 10);
    expect(summary.inactive.values.map(({ subject }) => subject.identity.id)).toEqual(oldest.map(([id]) => id));
    expect(results).toHaveLength(last.size);
  });

  it('does not chase what cannot sign in any more, and leaves the root account alone', async () => {
    const { summary, results } = await judge('aws-credential-report.csv');
    const off = results.filter(({ subject }) => subject.identity.attributes['active'] === false);
    expect(summary.notApplicable).toBe(off.length);
    expect(off.every(({ applies, due }) => applies === 'false' && due.length === 0)).toBe(true);
    const root = results.filter(
      ({ subject }) => subject.identity.id.startsWith('<root_account>') && !off.some((one) => one.subject === subject),
    );
    expect(root.length).toBeGreaterThan(0);
    expect(root.every(({ due, exempt }) => due.length === 0 && exempt[0] === 'root')).toBe(true);
    expect(summary.undecided.size).toBe(0);
  });

  it('judges the past as if it were today', async () => {
    const { summary } = await judge('kysely-org__kysely.csv.gz', '2022-01-01T00:00:00Z');
    const rows = parse(shipped('kysely-org__kysely.csv.gz'), { columns: true }) as Record<string, string>[];
    const then = rows.filter((row) => row['at']! <= '2022-01-01T00:00:00Z').map((row) => row['identity_id']);
    expect(summary.total).toBe(new Set(then).size);
  });

  it('refuses an instant at which nobody existed', async () => {
    await expect(judge('aws-credential-report.csv', '2001-01-01T00:00:00Z')).rejects.toThrow('nobody in it existed');
  });
});

describe('TopList', () => {
  it('keeps the lowest ranks, the first added of equal ones, and counts all', () => {
    const list = new TopList<string>(2);
    for (const [rank, value] of [
      [3, 'a'],
      [1, 'b'],
      [2, 'c'],
      [1, 'd'],
    ] as const)
      list.add(rank, value);
    expect(list.values).toEqual(['b', 'd']);
    expect(list.count).toBe(4);
  });
});
