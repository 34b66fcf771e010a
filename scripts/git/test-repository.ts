import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One commit: who, and when (ISO 8601). */
export interface Commit {
  readonly name: string;
  readonly email: string;
  readonly at: string;
}

/** Runs git in a folder, without the configuration of this machine. */
export function git(folder: string, args: readonly string[], env: Record<string, string> = {}): string {
  const own = { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1', ...env };
  return execFileSync('git', ['-C', folder, ...args], { env: own, encoding: 'utf8' });
}

/** A repository in a new folder, with empty commits. */
export function createRepository(commits: readonly Commit[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-git-'));
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  for (const { name, email, at } of commits) commit(folder, { name, email, at });
  return folder;
}

/** Adds an empty commit. */
export function commit(folder: string, { name, email, at }: Commit): void {
  git(folder, ['commit', '--quiet', '--allow-empty', '--allow-empty-message', '-m', 'x'], {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: at,
    GIT_COMMITTER_NAME: 'committer',
    GIT_COMMITTER_EMAIL: 'committer@example.com',
    GIT_COMMITTER_DATE: at,
  });
}
