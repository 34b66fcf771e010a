/** Pipes two lines through `npm run --silent evaluate`: one answer a line, and nothing else on standard output. */

import { strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { root } from './workspace.mjs';

const identity = { accountId: 'acme', id: 'u-1', kind: 'user', createdAt: '2024-01-01T00:00:00.000Z' };
const subject = { identity };
const input = `${JSON.stringify({ id: 'smoke', at: '2026-01-01T00:00:00.000Z', policies: [], subject })}\nnot JSON\n`;

const options = { cwd: root, input, encoding: 'utf8', shell: process.platform === 'win32' };
const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'evaluate'], options);
process.stderr.write(stderr);
strictEqual(status, 0, 'evaluate ends with 0 when every line got its answer');

const answers = stdout
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));
strictEqual(answers.length, 2, 'one answer a line');
strictEqual(answers[0].id, 'smoke');
strictEqual(answers[0].status, 'APPROVED');
strictEqual(answers[1].error.code, 'INVALID_JSON');
strictEqual(answers[1].line, 2);
