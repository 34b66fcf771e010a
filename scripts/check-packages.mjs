/** Everything about the tarballs, in order; stops at the first check that fails. */
import { join } from 'node:path';
import { run } from './run-child.mjs';
import { root } from './workspace.mjs';

const STEPS = [['pack.mjs'], ['lint-packages.mjs', 'publint'], ['lint-packages.mjs', 'attw'], ['smoke.mjs']];

for (const [script, ...args] of STEPS) {
  process.exitCode = await run(process.execPath, [join(root, 'scripts', script), ...args], { cwd: root, shell: false });
  if (process.exitCode !== 0) break;
}
