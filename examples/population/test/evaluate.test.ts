import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms, type Programs } from './helpers/cli';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(() => programs.remove());

const aCase = (id: string) =>
  JSON.stringify({
    id,
    at: '2026-01-01T00:00:00.000Z',
    policies: [],
    subject: { identity: { accountId: 'acme', id: 'u', kind: 'user', createdAt: '2024-01-01T00:00:00.000Z' } },
  });

async function evaluate(input: Parameters<Programs['evaluate']>[0]) {
  const { code, stdout, stderr } = await programs.evaluate(input);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout === ''
    ? []
    : stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
}

describe('evaluate', () => {
  it('answers one line a case, in order; blank lines count but have no answer', async () => {
    const answers = await evaluate(`\uFEFF${aCase('a')}\r\n\n   \n{"id":\n${aCase('b')}\n[1]\n${aCase('c')}`);
    expect(answers).toHaveLength(5);
    expect([answers[0].id, answers[2].id, answers[4].id]).toEqual(['a', 'b', 'c']);
    expect(answers[0]).toMatchObject({ id: 'a', status: 'APPROVED', validUntil: null });
    expect(answers[1]).toEqual({ id: null, line: 4, error: { code: 'INVALID_JSON', message: expect.any(String) } });
    expect(answers[3].error.code).toBe('INVALID_CASE');
  });

  it('answers nothing to nothing', async () => {
    expect(await evaluate('')).toEqual([]);
    expect(await evaluate('\n\r\n')).toEqual([]);
  });

  it('answers bytes that are not UTF-8, and lines that are not JSON, without losing the next', async () => {
    const answers = await evaluate([
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(`\u0000\n\uFEFF{}\n${aCase('z')}\n`),
    ]);
    expect(answers.map(({ line, error }) => [line, error?.code])).toEqual([
      [1, 'INVALID_JSON'],
      [2, 'INVALID_JSON'],
      [3, 'INVALID_JSON'],
      [undefined, undefined],
    ]);
  });

  it('answers a line over 32 MiB with an error, and goes on', async () => {
    const part = Buffer.alloc(1024 * 1024, 'x');
    const answers = await evaluate([...Array<Buffer>(40).fill(part), Buffer.from(`\n${aCase('z')}\n`)]);
    expect(answers[0]).toEqual({
      id: null,
      line: 1,
      error: { code: 'INVALID_JSON', message: 'the line is longer than 32 MiB' },
    });
    expect(answers[1].id).toBe('z');
  });

  it('survives depth that would overflow a stack', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const answers = await evaluate(
      `${deep}\n{"id":"d","at":"2026-01-01T00:00:00Z","policies":[],"subject":${deep}}\n${aCase('z')}\n`,
    );
    expect(answers.map(({ id, error }) => id ?? error.code)).toHaveLength(3);
    expect(answers[2].id).toBe('z');
  });

  it('answers ten thousand lines', async () => {
    const answers = await evaluate(`${aCase('x')}\n`.repeat(10_000));
    expect(answers).toHaveLength(10_000);
  });

  it('answers each line as it comes, for a partner that waits', async () => {
    const child = spawn(process.execPath, [programs.path('evaluate')]);
    const answers: string[] = [];
    child.stdin.write(`${aCase('1')}\n`);
    for await (const chunk of child.stdout) {
      answers.push(JSON.parse(String(chunk)).id);
      if (answers.length < 3) child.stdin.write(`${aCase(String(answers.length + 1))}\n`);
      else child.stdin.end();
    }
    expect(answers).toEqual(['1', '2', '3']);
  });

  it('ends quietly when the reader goes away', async () => {
    const child = spawn(process.execPath, [programs.path('evaluate')]);
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.stdin.on('error', () => {});
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.end(`${aCase('x')}\n`.repeat(20_000));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('cannot run with arguments', async () => {
    expect(await programs.evaluate('', ['cases.ndjson'])).toMatchObject({ code: 2, stdout: '' });
    expect(await programs.evaluate('', ['--help'])).toMatchObject({ code: 0 });
  });
});
