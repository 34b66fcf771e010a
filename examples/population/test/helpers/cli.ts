import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const example = fileURLToPath(new URL('../../', import.meta.url));
const core = fileURLToPath(new URL('../../../../packages/core/src/index.ts', import.meta.url));

/** How a child process ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The two programs, built from the sources in a folder of their own, so that no stale build is tested. */
export interface Programs {
  /** An empty folder for input files; relative paths of the programs start here. */
  readonly folder: string;
  readonly file: (name: string, content: string | Uint8Array) => Promise<string>;
  readonly main: (args: readonly string[], env?: Record<string, string>) => Promise<Ended>;
  readonly evaluate: (input: string | Uint8Array | readonly Uint8Array[], args?: readonly string[]) => Promise<Ended>;
  readonly path: (program: 'main' | 'evaluate') => string;
  readonly remove: () => Promise<void>;
}

export async function buildPrograms(): Promise<Programs> {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-population-'));
  await build({
    entry: [join(example, 'src/main.ts'), join(example, 'src/evaluate.ts')],
    outDir: join(folder, 'dist'),
    config: false,
    silent: true,
    format: ['esm'],
    platform: 'node',
    target: 'node20',
    tsconfig: join(example, 'tsconfig.json'),
    outExtension: () => ({ js: '.mjs' }),
    noExternal: [/./],
    // What is CommonJS inside asks for `require` where an ES module has none.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    esbuildOptions: (options) => {
      options.alias = { '@dormouse/core': core };
    },
  });
  for (const name of ['data', 'policy.json']) await symlink(join(example, name), join(folder, name));
  const path = (program: string) => join(folder, 'dist', `${program}.mjs`);
  return {
    folder,
    path,
    async file(name, content) {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
    main: (args, env = {}) => run([path('main'), ...args], [], folder, env),
    evaluate: (input, args = []) => run([path('evaluate'), ...args], toParts(input), folder, {}),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function toParts(input: string | Uint8Array | readonly Uint8Array[]): readonly Uint8Array[] {
  if (typeof input === 'string') return [Buffer.from(input)];
  return input instanceof Uint8Array ? [input] : input;
}

/** Only PATH comes from outside: npm's variables, NO_COLOR and the like would change what is tested. */
function run(
  args: readonly string[],
  input: readonly Uint8Array[],
  cwd: string,
  env: Record<string, string>,
): Promise<Ended> {
  const child = spawn(process.execPath, [...args], { cwd, env: { PATH: process.env['PATH'], ...env } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk) => out.push(chunk));
  child.stderr.on('data', (chunk) => err.push(chunk));
  child.stdin.on('error', () => {});
  for (const part of input) child.stdin.write(part);
  child.stdin.end();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}
