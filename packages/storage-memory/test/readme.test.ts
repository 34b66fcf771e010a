import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, vi } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

it('the example of the README runs as it stands and prints what it says', async () => {
  const code = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';
  const promised = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line);
  expect(promised).toHaveLength(2);
  const folder = join(import.meta.dirname, '.readme');
  const file = join(folder, `example-${process.pid}.ts`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, code);
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...words) => void printed.push(words.join(' ')));
  try {
    await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    log.mockRestore();
    rmSync(folder, { recursive: true, force: true });
  }
  expect(printed).toEqual(promised);
});
