import { parseArgs } from 'node:util';
import { CannotRun } from '@dormouse/example-importers';

export const looks = ['report', 'simulate', 'forecast', 'upcoming', 'backtest'] as const;

/** What can be looked at. */
export type Look = (typeof looks)[number];

/** What the command line asks for. */
export interface Options {
  readonly look: Look;
  /** null: the history of a repository, which comes with the examples. */
  readonly input: string | null;
  readonly inactiveFor: string;
  readonly format: 'text' | 'csv' | 'ndjson' | 'json';
  /** When the simulated policy sets DORMANT. */
  readonly after: string;
  readonly days: number;
}

export const help = `Looks at a population, and changes nothing.

  npm run --silent report   -- [--inactive-for P30D] [--format text|csv|ndjson|json] [--input FILE]
  npm run --silent simulate -- [--after P60D]         what a policy without notices would mean
  npm run --silent forecast -- [--days 365]           who reaches which stage when, if nobody acts
  npm run --silent upcoming -- [--days 30]            the next things to happen
  npm run --silent backtest -- [--after P60D]         who would have been disabled last year, and came back

FILE is anything that examples/importers reads, or a CSV of activity. Exit codes: 0 fine; 2 it could not run.
`;

/** @throws CannotRun for anything that it does not know. */
export function readOptions([first, ...args]: readonly string[]): Options {
  const look = looks.find((one) => one === first);
  if (look === undefined) throw new CannotRun(`say what to look at: ${looks.join(', ')}`);
  const values = parse(args);
  const formats = ['text', 'csv', 'ndjson', 'json'] as const;
  const format = formats.find((one) => one === (values.format ?? 'text'));
  if (format === undefined) throw new CannotRun(`--format ${values.format}: it is one of ${formats.join(', ')}`);
  const days = Number(values.days ?? (look === 'upcoming' ? 30 : 365));
  return {
    look,
    input: values.input ?? null,
    inactiveFor: values['inactive-for'] ?? 'P30D',
    format,
    after: values.after ?? 'P60D',
    days,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { input: text, 'inactive-for': text, format: text, after: text, days: text };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new CannotRun(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}
