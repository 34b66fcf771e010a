import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRepository, git } from '../../../scripts/git/test-repository';
import { importGitLog } from '../src/formats/git-log';
import { collect } from './helpers/import';

const folders: string[] = [];
const repository = (...args: Parameters<typeof createRepository>) => {
  const folder = createRepository(...args);
  folders.push(folder);
  return folder;
};
const read = (folder: string, until?: string) => collect((context) => importGitLog(folder, context), until);

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const ann = { name: 'Ann', email: 'Ann@Example.com', at: '2026-01-01T12:00:00+02:00' };

describe('importGitLog', () => {
  it('takes each commit, merges included, under the address of its author in lower case', async () => {
    const folder = repository([ann, { ...ann, email: 'ann@example.com', at: '2026-01-03T00:00:00Z' }]);
    git(folder, ['checkout', '--quiet', '-b', 'side', 'HEAD~1']);
    const who = {
      GIT_AUTHOR_NAME: 'Bob',
      GIT_AUTHOR_EMAIL: 'bob@example.com',
      GIT_COMMITTER_NAME: 'B',
      GIT_COMMITTER_EMAIL: 'b@x.y',
    };
    const dated = (at: string) => ({ ...who, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at });
    git(folder, ['commit', '--quiet', '--allow-empty', '-m', 'x'], dated('2026-01-04T00:00:00Z'));
    git(folder, ['merge', '--quiet', '--no-ff', '-m', 'merge', 'main'], dated('2026-01-05T00:00:00Z'));
    const { subjects, newest } = await read(folder);
    const byId = new Map(subjects.map((subject) => [subject.identity.id, subject]));
    expect([...byId.keys()].sort()).toEqual(['ann@example.com', 'bob@example.com']);
    expect(byId.get('ann@example.com')).toEqual({
      identity: { accountId: 'local', id: 'ann@example.com', kind: 'user', createdAt: '2026-01-01T10:00:00.000Z' },
      activity: { commit: { success: { lastAt: '2026-01-03T00:00:00.000Z', count: 2 } } },
    });
    expect(byId.get('bob@example.com')?.activity?.['commit']?.success?.count).toBe(2);
    expect(newest).toBe(Date.parse('2026-01-05T00:00:00Z'));
  });

  it('knows bots by [bot] in the name or the address', async () => {
    const folder = repository([
      { name: 'renovate[bot]', email: 'bot@renovate.example', at: '2026-01-01T00:00:00Z' },
      { name: 'x', email: '49699333+dependabot[bot]@users.example', at: '2026-01-02T00:00:00Z' },
      { name: 'Talbot', email: 'talbot@example.com', at: '2026-01-03T00:00:00Z' },
    ]);
    const { subjects } = await read(folder);
    expect(subjects.map(({ identity }) => identity.kind).sort()).toEqual(['service', 'service', 'user']);
  });

  it('leaves out commits after --at', async () => {
    const { subjects, notes } = await read(
      repository([ann, { ...ann, email: 'b@x.y', at: '2026-03-01T00:00:00Z' }]),
      '2026-02-01T00:00:00Z',
    );
    expect(subjects.map(({ identity }) => identity.id)).toEqual(['ann@example.com']);
    expect(notes).toEqual(['1 commits lie after --at and were left out']);
  });

  it('refuses a folder that is no repository, one inside a repository, and one without commits', async () => {
    const folder = repository([]);
    await expect(read(folder)).rejects.toThrow('the git repository has no commits');
    mkdirSync(join(folder, 'inside'));
    await expect(read(join(folder, 'inside'))).rejects.toThrow('not the top of a git repository');
  });

  it('runs no program that the configuration of the repository names', async () => {
    const folder = repository([ann]);
    const trap = join(folder, 'trap.sh');
    const trapped = join(folder, 'trapped');
    writeFileSync(trap, `#!/bin/sh\ntouch '${trapped}'\nexit 0\n`);
    chmodSync(trap, 0o755);
    for (const [key, value] of Object.entries({
      'core.fsmonitor': trap,
      'core.pager': trap,
      'core.sshCommand': trap,
      'gpg.program': trap,
      'log.showSignature': 'true',
    })) {
      git(folder, ['config', key, value]);
    }
    expect((await read(folder)).subjects).toHaveLength(1);
    expect(existsSync(trapped)).toBe(false);
  });
});
