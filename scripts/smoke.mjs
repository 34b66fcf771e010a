/**
 * Lays the tarballs of `pack.mjs` into an empty project, with the packages that they declare and no others, and loads
 * every entry point once by `import` and once by `require`. No registry is asked: the packages come from the workspace.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './run-child.mjs';
import { tarballOf } from './tarballs.mjs';
import { publishedMembers, root } from './workspace.mjs';

/** Packages that the main entries must not load: they serve other entries. */
const NOT_IN_MAIN = ['fast-check', 'json-rules-engine', '@opentelemetry/api'];

const members = publishedMembers();
const ours = new Set(members.map(({ manifest }) => manifest.name));
const project = mkdtempSync(join(tmpdir(), 'dormouse-smoke-'));
const modules = join(project, 'node_modules');

function unpack({ manifest }) {
  const target = join(modules, manifest.name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', tarballOf(manifest), '-C', target, '--strip-components=1']);
}

function link(wanted) {
  for (const { folder, manifest } of members) {
    const packed = JSON.parse(readFileSync(join(modules, manifest.name, 'package.json'), 'utf8'));
    for (const name of Object.keys({ ...packed.dependencies, ...packed.peerDependencies })) {
      if (ours.has(name) || !wanted(name)) continue;
      const target = join(modules, name);
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(realpathSync(join(folder, 'node_modules', name)), target, 'junction');
    }
  }
}

const entriesOf = ({ manifest }) =>
  Object.keys(manifest.exports)
    .filter((key) => !key.endsWith('.json'))
    .map((key) => `${manifest.name}${key.slice(1)}`);

async function runIn(file) {
  const code = await run(process.execPath, [join(project, file)], { cwd: project, shell: false });
  if (code !== 0) process.exitCode = 1;
}

try {
  writeFileSync(join(project, 'package.json'), '{ "name": "smoke", "private": true }\n');
  for (const file of ['smoke-load.mjs', 'smoke-refuse.mjs']) {
    writeFileSync(join(project, file), readFileSync(join(root, 'scripts', 'smoke', file)));
  }
  const entries = members.flatMap(entriesOf);
  const mains = entries.filter((entry) => ours.has(entry));
  members.forEach(unpack);
  writeFileSync(join(project, 'entries.json'), JSON.stringify(mains));
  link((name) => !NOT_IN_MAIN.includes(name));
  await runIn('smoke-load.mjs');
  writeFileSync(join(project, 'entries.json'), JSON.stringify(entries.filter((entry) => !ours.has(entry))));
  link((name) => NOT_IN_MAIN.includes(name));
  await runIn('smoke-load.mjs');
  writeFileSync(join(project, 'entries.json'), JSON.stringify(mains));
  await runIn('smoke-refuse.mjs');
} finally {
  rmSync(project, { recursive: true, force: true });
}
