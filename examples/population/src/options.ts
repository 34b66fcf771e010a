import { parseArgs } from 'node:util';
import { parseInstant } from '@dormouse/core';
import { CannotRun, formatNames, formats as inputFormats } from '@dormouse/example-importers';
import { nearest } from './nearest';

const formats = ['table', 'json', 'ndjson', 'csv'] as const;

/** How the answer is written. */
export type Format = (typeof formats)[number];

/** What the command line asks for. */
export interface Options {
  /** Files and folders; empty: the data that comes with the example. */
  readonly inputs: readonly string[];
  /** null: the policy that comes with the example. */
  readonly policy: string | null;
  /** UTC ms; null: the newest instant in the data. */
  readonly at: number | null;
  readonly format: Format;
  /** The id of the identity to explain; null: one that is worth it. */
  readonly explain: string | null;
  /** The format of the inputs by name; null: it is recognised. */
  readonly as: string | null;
  /** The file that says how to read a CSV of any columns; null: none. */
  readonly mapping: string | null;
  readonly help: boolean;
}

const known = {
  input: { type: 'string', multiple: true, short: 'i' },
  policy: { type: 'string', short: 'p' },
  at: { type: 'string' },
  format: { type: 'string', short: 'f' },
  explain: { type: 'string', short: 'e' },
  as: { type: 'string' },
  mapping: { type: 'string', short: 'm' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What `--help` shows. */
export const help = `Judges a population of identities under a policy.

  npm start -- [--input FILE_OR_FOLDER]… [--policy FILE] [--at INSTANT] [--format FORMAT] [--explain ID]

  -i, --input FILE_OR_FOLDER  what to judge, recognised by its content; files may be gzipped:
${formatNames.map((name) => `                                ${inputFormats[name].title}`).join('\n')}
                                the folder of a git repository (its commits are the activity)
                              Without it: the data in examples/population/data.
      --as FORMAT             the format of the inputs, where it is not recognised: ${formatNames.join(', ')}
  -m, --mapping FILE          how to read a CSV of any other columns (JSON; see examples/importers)
  -p, --policy FILE           a policy, a list of policies, or { "policies": […], "settings": {…} }.
                              Without it: examples/population/policy.json.
      --at INSTANT            judge as of this instant, such as 2026-01-31T00:00:00Z.
                              Without it: the newest instant in the data.
  -f, --format FORMAT         ${formats.join(', ')}; table without it. Use npm start --silent
                              when another program reads the output.
  -e, --explain ID            explain this identity (table and json)
  -h, --help                  show this

Exit codes: 0 fine, rows that could not be used included; 2 the command could not run.
`;

/**
 * Reads the command line.
 * @throws CannotRun for anything that it does not know, with a hint where there is one
 */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const format = formats.find((one) => one === (values.format ?? 'table'));
  if (format === undefined) throw new CannotRun(`--format ${values.format}: it is one of ${formats.join(', ')}`);
  const explain = values.explain ?? null;
  if (explain !== null && (format === 'csv' || format === 'ndjson')) {
    throw new CannotRun(`--explain works with --format table and json, not with ${format}`);
  }
  if (values.as !== undefined && values.mapping !== undefined) {
    throw new CannotRun('--mapping reads a CSV: it does not go together with --as');
  }
  return {
    inputs: [...(values.input ?? []), ...positionals],
    policy: values.policy ?? null,
    at: values.at === undefined ? null : readAt(values.at),
    format,
    explain,
    as: values.as ?? null,
    mapping: values.mapping ?? null,
    help: values.help === true,
  };
}

function readAt(text: string): number {
  const at = parseInstant(text);
  if (at !== null) return at;
  throw new CannotRun(`--at ${text}: it is not an instant with an offset, such as 2026-01-31T00:00:00Z`);
}

function parse(args: readonly string[]) {
  for (const arg of args) {
    if (arg === '--') break;
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name === undefined || Object.hasOwn(known, name)) continue;
    const close = nearest(name, Object.keys(known));
    throw new CannotRun(
      `there is no option --${name}${close === null ? '' : `; did you mean --${close}?`}\n${seeHelp}`,
    );
  }
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true });
  } catch (error) {
    throw new CannotRun(`${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n${seeHelp}`);
  }
}

const seeHelp = 'npm start -- --help shows the options';
