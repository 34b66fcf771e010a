import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const example = fileURLToPath(new URL('../../', import.meta.url));
const source = (path: string): string => fileURLToPath(new URL(`../../../../packages/${path}.ts`, import.meta.url));

/** How a child process ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A child process that goes on. */
export interface Going {
  /** Fulfilled when its output holds a text that was not there at the last call; rejected when it ends before. */
  readonly says: (text: string) => Promise<string>;
  readonly end: () => Promise<void>;
}

/** The command, built from the sources in a folder of its own, so that no stale build is tested. */
export interface Program {
  /** An empty folder, in which it is started. */
  readonly folder: string;
  /** Empties the folder. */
  readonly clear: () => Promise<void>;
  readonly write: (name: string, content: unknown) => Promise<void>;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  readonly start: (...args: readonly string[]) => Going;
  readonly remove: () => Promise<void>;
}

export async function buildProgram(): Promise<Program> {
  const built = await mkdtemp(join(tmpdir(), 'dormouse-policy-tests-'));
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-policies-'));
  await build({
    entry: [join(example, 'src/main.ts')],
    outDir: built,
    config: false,
    silent: true,
    format: ['esm'],
    platform: 'node',
    target: 'node20',
    tsconfig: join(example, 'tsconfig.json'),
    outExtension: () => ({ js: '.mjs' }),
    noExternal: [/./],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    esbuildOptions: (options) => {
      options.alias = {
        '@dormouse/core/schema': source('core/src/schema'),
        '@dormouse/core/testing': source('core/src/testing'),
        '@dormouse/core': source('core/src/index'),
        '@dormouse/storage-memory': source('storage-memory/src/index'),
      };
    },
  });
  // Only PATH comes from outside: npm's variables and the like would change what is tested.
  const open = (args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [join(built, 'main.mjs'), ...args], { cwd: folder, env: { PATH: process.env['PATH'] } });
  return {
    folder,
    clear: async () => {
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
    },
    write: (name, content) =>
      writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content)),
    run: (...args) => ended(open(args)),
    start: (...args) => going(open(args)),
    remove: async () => {
      for (const path of [built, folder]) await rm(path, { recursive: true, force: true });
    },
  };
}

function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

function going(child: ChildProcess): Going {
  let [said, read] = ['', 0];
  let hear = (): void => {};
  const take = (chunk: unknown): void => {
    said += String(chunk);
    hear();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  return {
    says: (text) =>
      new Promise((resolve, reject) => {
        hear = () => {
          const found = said.indexOf(text, read);
          if (found < 0) return;
          const part = said.slice(read, found + text.length);
          read = found + text.length;
          hear = () => {};
          resolve(part);
        };
        child.on('close', (code) => reject(new Error(`it ended with ${code} before it said ${text}: ${said}`)));
        hear();
      }),
    end: async () => {
      child.kill('SIGTERM');
      await closed;
    },
  };
}
