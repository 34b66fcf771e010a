import type { FintechOptions } from './create-fintech-host';
import type { Dialect } from './dialect';

/**
 * Reads the command line and the environment: `--dialect 2025|2026`, `WEBHOOK_URL`, `WEBHOOK_SECRET`,
 * `DORMOUSE_SWEEP_EVERY` (`PT1M`; `never`).
 * @throws Error that names what is wrong
 */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): FintechOptions {
  return { dialect: dialectOf(args), webhooks: webhooksOf(env), sweepEvery: sweepOf(env['DORMOUSE_SWEEP_EVERY']) };
}

function dialectOf(args: readonly string[]): Dialect {
  const [flag = '--dialect=2026', value, ...rest] = args;
  const [name, inline] = flag.split('=', 2);
  const given = inline ?? value ?? '';
  if (name !== '--dialect' || rest.length > 0)
    throw new Error(`unknown argument ${args.join(' ')}; known is --dialect 2025|2026`);
  if (given === '2025' || given === '2026') return given;
  throw new Error('--dialect is 2025 or 2026');
}

function webhooksOf(env: Readonly<Record<string, string | undefined>>): FintechOptions['webhooks'] {
  const url = env['WEBHOOK_URL'];
  const secret = env['WEBHOOK_SECRET'] ?? '';
  if (url === undefined || url === '') return null;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Error('WEBHOOK_URL is not an http(s) address');
  if (secret.length < 16) throw new Error('WEBHOOK_SECRET must have at least 16 characters');
  return { url, secret };
}

const sweepOf = (text: string | undefined): string | null => (text === 'never' ? null : (text ?? 'PT1M'));
