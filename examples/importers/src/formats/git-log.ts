import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { CannotRun } from '../cannot-run';
import type { ImportContext, ImportItem } from '../importer';
import { type Line, readLines } from '../read/lines';
import { ActivityLedger, type ActivityRecord } from './activity-ledger';

const LINE_LIMIT = 1024 * 1024;
const FORMAT = '--format=%H%x00%at%x00%ae%x00%an';
// What RFC 3339 can write: the years 1 to 9999. A commit can claim any number.
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59Z');

/**
 * Reads the history of a git repository: one activity of type `commit` for each commit that HEAD reaches, merges
 * included. The identity is the author's e-mail address in lower case (the mailmap is not applied), the time is the
 * author date. An author with `[bot]` in the name or the address is of kind `service`, others are `user`.
 */
export async function* importGitLog(folder: string, context: ImportContext): AsyncGenerator<ImportItem> {
  const shallow = await gitAnswer(folder, ['rev-parse', '--is-shallow-repository']);
  if (shallow.trim() === 'true')
    context.note('the clone is shallow: older commits are missing, so identities look younger');
  const ledger = new ActivityLedger();
  let later = 0;
  for await (const lines of gitLines(folder, [
    'log',
    '--no-show-signature',
    '--no-color',
    '--encoding=UTF-8',
    FORMAT,
  ])) {
    for (const line of lines) {
      const record = toRecord(line);
      if ('problem' in record) yield record;
      else if (context.until !== null && record.at > context.until) later += 1;
      else {
        context.seen(record.at);
        ledger.record(record);
        if (record.kind === 'service') ledger.setKind(record.id, 'service');
      }
    }
    context.tick(lines.length);
  }
  if (later > 0) context.note(`${later} commits lie after --at and were left out`);
  yield* ledger.subjects('local');
}

function toRecord(line: Line): ActivityRecord | { problem: { line: null; message: string } } {
  // Old commits have names in forgotten encodings. The address decides, and it is nearly always ASCII.
  const [hash = '', seconds = '', address = '', name = ''] = (line.bytes?.toString('utf8') ?? '').split('\0');
  const at = Number.parseInt(seconds, 10) * 1000;
  const id = address.trim().toLowerCase();
  const refuse = (message: string) => ({ problem: { line: null, message: `commit ${hash.slice(0, 12)}: ${message}` } });
  if (id === '') return refuse('the author has no e-mail address');
  if (!(at >= EARLIEST && at <= LATEST)) return refuse('the author date is not a date');
  const kind = id.includes('[bot]') || name.toLowerCase().includes('[bot]') ? 'service' : 'user';
  return { id, kind, type: 'commit', at, outcome: 'success', line: null };
}

async function gitAnswer(folder: string, args: readonly string[]): Promise<string> {
  let answer = '';
  for await (const lines of gitLines(folder, args))
    for (const line of lines) answer += line.bytes?.toString('utf8') ?? '';
  return answer;
}

/** Runs git, without a shell, and gives its output line by line. */
async function* gitLines(folder: string, args: readonly string[]): AsyncGenerator<readonly Line[]> {
  const child = await startGit(folder, args);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, 2000);
  });
  const ended = once(child, 'close');
  ended.catch(() => {});
  try {
    yield* readLines(child.stdout, LINE_LIMIT);
    const [code] = await ended;
    if (code !== 0) throw new CannotRun(explain(complaint));
  } catch (error) {
    if (isMissing(error)) throw new CannotRun('git is not installed, or not on PATH');
    throw error;
  } finally {
    child.kill();
  }
}

async function startGit(
  folder: string,
  args: readonly string[],
): Promise<ChildProcessByStdio<null, Readable, Readable>> {
  const top = await realpath(folder);
  // The folder may be a stranger's: nothing in its configuration may start a program or reach the network.
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false', '-c', 'core.sshCommand=false'];
  return spawn('git', ['--no-pager', ...safe, '-C', top, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...ownGitFree(process.env), ...quietGit, GIT_CEILING_DIRECTORIES: dirname(top) },
  });
}

const quietGit = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

/** Without GIT_DIR and the like: inside a git hook they would point at another repository. */
function ownGitFree(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')));
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function explain(complaint: string): string {
  if (/not a git repository/i.test(complaint)) return 'the folder is not the top of a git repository';
  if (/does not have any commits|bad default revision/i.test(complaint)) return 'the git repository has no commits';
  return `git says: ${complaint.trim().split('\n')[0] ?? 'nothing'}`;
}
