/** `lint-packages.mjs publint|attw`: runs one of the two over every tarball that `pack.mjs` left. */
import { join } from 'node:path';
import { run } from './run-child.mjs';
import { tarballOf } from './tarballs.mjs';
import { publishedMembers, root } from './workspace.mjs';

const TOOLS = {
  publint: { script: 'publint/src/cli.js', args: (tarball) => ['run', tarball, '--strict'] },
  // node10 is left out: it reads no `exports`, and every Node that the packages support does.
  attw: {
    script: '@arethetypeswrong/cli/dist/index.js',
    args: (tarball) => [tarball, '--profile', 'node16', '--no-color'],
  },
};

const tool = TOOLS[process.argv[2]];
if (tool === undefined) throw new Error(`one of ${Object.keys(TOOLS).join(', ')}`);

let worst = 0;
for (const { manifest } of publishedMembers()) {
  const script = join(root, 'node_modules', tool.script);
  const code = await run(process.execPath, [script, ...tool.args(tarballOf(manifest))], { cwd: root, shell: false });
  worst = Math.max(worst, code);
}
process.exitCode = worst;
