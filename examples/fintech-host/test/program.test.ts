import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../scripts/bundle.mjs';

let program: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  program = await bundle(join(import.meta.dirname, '..', 'src', 'main.ts'), 'examples');
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(program, { force: true });
});

async function run(args: readonly string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
  });
  children.push(child);
  let stderr = '';
  child.stderr.on('data', (part) => {
    stderr += part;
  });
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => [''])]);
  const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line))?.[1] ?? null;
  return { child, url, stderr: () => stderr };
}

describe('npm run fintech-host', () => {
  it('listens with sample data, and stops cleanly on SIGTERM', async () => {
    const { child, url, stderr } = await run();
    expect(url, stderr()).not.toBeNull();
    expect(stderr()).toContain('WARNING: started without DORMOUSE_TOKENS');
    const answer = await fetch(`${url}/v2/identity/identities?control_type=FROZEN&include_details=true`);
    expect(await answer.json()).toMatchObject({
      items: [
        { status: 'ERROR', status_details: { active_controls: [{ is_overridable: false, set_by: 'SET_BY_PAXOS' }] } },
      ],
    });
    const dialect = await (await fetch(`${url}/openapi.json`)).json();
    expect(dialect).toMatchObject({ info: { version: '2026' } });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    for (const log of stderr().trimEnd().split('\n').slice(1)) expect(() => JSON.parse(log)).not.toThrow();
  });

  it('says what keeps it from starting', async () => {
    const { child, url, stderr } = await run(['--dialect', '1999']);
    expect(url).toBeNull();
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(stderr()).toContain('--dialect is 2025 or 2026');
  });
});
