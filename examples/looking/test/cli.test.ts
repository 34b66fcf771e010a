import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const data = from('../../population/data/kysely-org__kysely.csv.gz');
const credentials = from('../../population/data/aws-credential-report.csv');
let folder = '';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program, built from the sources, in a process of its own: nothing of the surroundings but PATH and TZ. */
async function looking(...args: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env['PATH'], TZ: process.env['TZ'] };
  const child = spawn(process.execPath, [join(folder, 'main.mjs'), ...args], { cwd: folder, env });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk) => out.push(chunk));
  child.stderr.on('data', (chunk) => err.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

const look = (...args: readonly string[]) => looking(...args, '--input', data);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dormouse-looking-'));
  await build({
    entry: [from('../src/main.ts')],
    outDir: folder,
    config: false,
    silent: true,
    format: ['esm'],
    platform: 'node',
    target: 'node20',
    tsconfig: from('../tsconfig.json'),
    outExtension: () => ({ js: '.mjs' }),
    noExternal: [/./],
    // What is CommonJS inside asks for `require` where an ES module has none.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    esbuildOptions: (options) => {
      options.alias = {
        '@dormouse/core': from('../../../packages/core/src/index.ts'),
        '@dormouse/storage-memory': from('../../../packages/storage-memory/src/index.ts'),
      };
    },
  });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('looking at real data', () => {
  it('reports the inactive by kind, as text and as CSV with a row for each', async () => {
    const { code, stdout } = await look('report', '--inactive-for', 'P30D');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Inactive for P30D at 2026-08-14: 163 of 167\n {2}service: 2 of 2, 0 never used\n/);
    const csv = (await look('report', '--format', 'csv')).stdout.split('\r\n');
    expect(csv).toHaveLength(163 + 2);
    const json = JSON.parse((await look('report', '--format', 'json', '--inactive-for', 'P1Y')).stdout);
    expect(json.rows.length).toBeLessThan(163);
    const never = (await looking('report', '--input', credentials)).stdout;
    expect(never).toMatch(/api_key: 87 of 142, 19 never used/);
  });

  it('simulates a policy, and gives reasons', async () => {
    const { code, stdout } = await look('simulate', '--after', 'P60D');
    expect(code).toBe(0);
    expect(stdout).toContain('  restricted: 161\n  released: 0\n  spared: 2\n');
    expect(stdout).toContain(
      'c_015ede6f449a (restricted): Stage dormant, after 60 days: inactive since 8 April 2023, 00:10 by rule everyone of workforce; DORMANT is set.\n',
    );
  });

  it('forecasts the year, and lists what is upcoming', async () => {
    const { stdout } = await look('forecast', '--days', '365');
    expect(stdout).toMatch(/^The next 365 days if nobody acts, 167 identities:\n/);
    expect(stdout).toContain('  warn (notify dormancy-warning): 167\n');
    expect(stdout).toContain('  2026-08-14  163 notices, 0 controls\n');
    expect((await look('upcoming')).stdout).toMatch(/^2026-08-14 {2}c_[0-9a-f]+ {2}notify dormancy-warning\n/);
  });

  it('tests a policy on the past, with the bounds and what is not known', async () => {
    const { stdout } = await look('backtest', '--after', 'P60D');
    const [, alarms, back, gone, open] =
      /(\d+) would have been disabled: (\d+) came back within P30D, (\d+) did not, (\d+) may still/.exec(stdout) ?? [];
    expect(Number(alarms)).toBeGreaterThan(100);
    expect(Number(back) + Number(gone) + Number(open)).toBe(Number(alarms));
    expect(stdout).toContain('Note: Activity is known to the day (UTC)');
  });

  it('says what is wrong, and ends with 2', async () => {
    const refusals = [
      await look('report', '--inactive-for', 'soon'),
      await look('dance'),
      await look('forecast', '--days', '0'),
      await looking('report', '--input', 'nowhere.csv'),
      await looking('report', '--format', 'pdf'),
    ];
    expect(refusals.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect(refusals.every(({ stderr, stdout }) => stderr.startsWith('looking: ') && stdout === '')).toBe(true);
    const empty = join(folder, 'empty.csv');
    await writeFile(empty, 'identity_id,kind,type,at,outcome\nbroken\n');
    expect((await looking('report', '--input', empty)).stderr).toContain('no good row');
  });
});
