/** Packs every published package, as publishing would, and checks what is inside. The tarballs stay for the other checks. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { pnpmCommand, run, toolEnvironment } from './run-child.mjs';
import { tarballFolder, tarballOf } from './tarballs.mjs';
import { publishedMembers, root } from './workspace.mjs';

const REQUIRED = ['package/package.json', 'package/README.md', 'package/LICENSE', 'package/dist/index.js'];
const ALLOWED =
  /^package\/(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/[^/]+\.(c?js|d\.c?ts|c?js\.map|schema\.json))$/;

async function pack() {
  rmSync(tarballFolder, { recursive: true, force: true });
  mkdirSync(tarballFolder, { recursive: true });
  const [command, ...args] = pnpmCommand();
  const filters = publishedMembers().flatMap(({ manifest }) => ['--filter', manifest.name]);
  return run(command, [...args, ...filters, 'pack', '--pack-destination', tarballFolder], {
    cwd: root,
    env: toolEnvironment(),
  });
}

function faultsOf({ manifest }) {
  const tarball = tarballOf(manifest);
  const names = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  const packed = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' });
  return [
    ...REQUIRED.filter((name) => !names.includes(name)).map((name) => `lacks ${name}`),
    ...names.filter((name) => !ALLOWED.test(name)).map((name) => `holds ${name}`),
    ...(/"workspace:/.test(packed) ? ['its package.json still says workspace:'] : []),
    ...(/"(pre|post)?install"/.test(packed) ? ['its package.json has an install script'] : []),
  ].map((fault) => `${manifest.name}: ${fault}`);
}

const code = await pack();
const faults = code === 0 ? publishedMembers().flatMap(faultsOf) : [];
for (const fault of faults) process.stderr.write(`pack: ${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : code;
if (code === 0) process.stdout.write(`packed ${readdirSync(tarballFolder).join(', ')}\n`);
