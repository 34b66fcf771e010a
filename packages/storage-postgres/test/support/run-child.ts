import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a child of a test ended, and what it wrote. */
export interface ChildEnd {
  readonly signal: string | null;
  readonly code: number | null;
  readonly lines: readonly string[];
}

/** Runs a bundled program with one argument, as JSON, to its end, however that comes. */
export async function runChild(program: string, task: unknown): Promise<ChildEnd> {
  const child = spawn(process.execPath, ['--enable-source-maps', program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, lines: text.split('\n').filter((line) => line !== '') };
}
