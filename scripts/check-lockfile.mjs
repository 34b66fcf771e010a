/** The lockfile must name no host: whoever installs uses the registry that they have configured. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';

const lines = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8').split('\n');
const faults = lines.flatMap((line, index) => (/https?:\/\/|tarball:/.test(line) ? [index + 1] : []));

if (faults.length > 0) {
  process.stderr.write(`pnpm-lock.yaml names a host or a tarball on line ${faults.slice(0, 5).join(', ')}\n`);
  process.exitCode = 1;
}
