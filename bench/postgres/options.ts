import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Identities of the large population. */
  readonly size: number;
  /** How many of them are due in one round. */
  readonly due: number;
  /** Wait for the disk at each commit, as a real server does. Everything that is compared runs on the same server. */
  readonly durable: boolean;
  /** The major version to start; null: the newest that is found. */
  readonly major: number | null;
  /** The parts to measure; null: all. */
  readonly only: readonly string[] | null;
  /** A server of the caller. */
  readonly url: string | null;
}

const SIZE = 1_000_000;
const DUE = 100_000;

/** `--scale 0.05` for a quick look, `--no-durable`, `--major 15`, `--only sweep,activity`; DATABASE_URL for a server. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      scale: { type: 'string', default: '1' },
      durable: { type: 'boolean', default: true },
      major: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const scale = Number(values.scale);
  if (!(scale >= 0.002 && scale <= 1)) throw new Error('--scale is a number from 0.002 to 1');
  return {
    size: Math.round(SIZE * scale),
    due: Math.round(DUE * scale),
    durable: values.durable,
    major: values.major === undefined ? null : Number(values.major),
    only: values.only?.split(',') ?? null,
    url: process.env['DATABASE_URL'] ?? null,
  };
}
