import { parseArgs } from 'node:util';
import { parseInstant } from '@dormouse/core';
import { CannotRun } from './cannot-run';

/** What the command line asks for. */
export interface Options {
  /** Folders and test files. */
  readonly paths: readonly string[];
  /** The least coverage in percent; null: any. */
  readonly threshold: number | null;
  readonly junit: string | null;
  readonly limits: string | null;
  /** When reviews of exemptions are judged; null: now. */
  readonly at: string | null;
  readonly schemas: string | null;
  readonly watch: boolean;
  readonly help: boolean;
}

const known = {
  threshold: { type: 'string', short: 't' },
  junit: { type: 'string', short: 'j' },
  limits: { type: 'string', short: 'l' },
  at: { type: 'string' },
  schemas: { type: 'string' },
  watch: { type: 'boolean', short: 'w' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What `--help` shows. */
export const help = `Runs the tests of policies: every NAME.test.json below the paths.

  policy-tests [PATH…] [--threshold PERCENT] [--junit FILE] [--limits FILE] [--watch]
  policy-tests --schemas FOLDER

  PATH                     folders and test files; the current folder without it
  -t, --threshold PERCENT  fail when the tests of a file exercise less of its policies, or a policy has no tests
  -j, --junit FILE         also write a JUnit file
  -l, --limits FILE        limits of regulations (JSON), for the advice about policies that name them
      --at INSTANT         judge reviews of exemptions as of this instant; now without it
  -w, --watch              run again whenever a file changes, until interrupted
      --schemas FOLDER     write the JSON Schemas of policies and tests, for editors
  -h, --help               show this

Exit codes: 0 all passed; 1 a test failed, or too little was exercised; 2 the command could not run.
`;

/**
 * Reads the command line.
 * @throws CannotRun for anything that it does not know
 */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  return {
    paths: positionals.length === 0 ? ['.'] : positionals,
    threshold: values.threshold === undefined ? null : readPercent(values.threshold),
    junit: values.junit ?? null,
    limits: values.limits ?? null,
    at: values.at === undefined ? null : readAt(values.at),
    schemas: values.schemas ?? null,
    watch: values.watch === true,
    help: values.help === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true });
  } catch (error) {
    throw new CannotRun(`${error instanceof Error ? error.message : String(error)}\n--help shows the options`);
  }
}

function readAt(text: string): string {
  if (parseInstant(text) !== null) return text;
  throw new CannotRun(`--at ${text}: it is an instant with an offset, such as 2026-01-31T00:00:00Z`);
}

function readPercent(text: string): number {
  const percent = Number(text);
  if (text.trim() !== '' && percent >= 0 && percent <= 100) return percent;
  throw new CannotRun(`--threshold ${text}: it is a number from 0 to 100`);
}
