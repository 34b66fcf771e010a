/**
 * `chromium.mjs`: sees to it that there is a Chromium for the tests in a browser, on a Debian that has none.
 * `CHROMIUM` names another one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Chromium is, or would be. */
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0;
}

if (process.argv[1]?.endsWith('chromium.mjs') && !existsSync(chromiumPath)) {
  process.stderr.write('chromium: installing it\n');
  apt('update');
  const isThere = apt('install', '-y', '--no-install-recommends', 'chromium') && existsSync(chromiumPath);
  if (!isThere) process.stderr.write(`chromium: there is none at ${chromiumPath}, and it cannot be installed\n`);
  process.exitCode = isThere ? 0 : 1;
}
