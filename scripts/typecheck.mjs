/**
 * Type checks everything: the sources of each package with its own globals, then tests, examples, benches and configs; the
 * console with those of a browser.
 */
import { join } from 'node:path';
import { run } from './run-child.mjs';
import { cacheFolder, publishedMembers, root } from './workspace.mjs';

const AT_ONCE = 2;
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const queue = ['.', 'examples/iam-host/console', ...publishedMembers().map(({ path }) => path)];

async function check(path) {
  const info = join(cacheFolder, 'types', `${path.replaceAll('/', '+')}.tsbuildinfo`);
  const args = [tsc, '--project', path, '--incremental', '--tsBuildInfoFile', info];
  const code = await run(process.execPath, args, { cwd: root, shell: false });
  if (code !== 0) process.stderr.write(`typecheck: ${path} has errors\n`);
  return code;
}

async function work() {
  let worst = 0;
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) worst = Math.max(worst, await check(path));
  return worst;
}

process.exitCode = Math.max(...(await Promise.all(Array.from({ length: AT_ONCE }, work))));
