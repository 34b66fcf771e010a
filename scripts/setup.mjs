/**
 * Makes a clone ready with nothing but Node and npm: installs if needed and, with `--build`, builds what is stale.
 * Prints nothing when all is fresh, and never to standard output, which belongs to the command that follows.
 */
import { rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  buildPlan,
  buildRounds,
  forgetBuild,
  forgetInstall,
  installKey,
  isBuilt,
  isInstalled,
  npmMarker,
  rememberBuild,
  rememberInstall,
} from './freshness.mjs';
import { acquireLock } from './lock.mjs';
import { endChildren, pnpmCommand, run, toolEnvironment } from './run-child.mjs';
import { root, rootManifest } from './workspace.mjs';

const wantsBuild = process.argv.includes('--build');
const say = (text) => process.stderr.write(`setup: ${text}\n`);

const stale = () => !isInstalled(installKey()) || (wantsBuild && buildPlan().some((step) => !isBuilt(step)));

async function install() {
  const key = installKey();
  if (isInstalled(key)) return 0;
  forgetInstall();
  say('installing dependencies');
  const [command, ...args] = pnpmCommand();
  const options = ['--frozen-lockfile', '--prefer-offline', '--prod=false', '--reporter=append-only'];
  const code = await run(command, [...args, 'install', ...options], {
    cwd: root,
    env: toolEnvironment(),
    output: 'stderr',
  });
  if (code !== 0) return code;
  rmSync(npmMarker, { force: true });
  rememberInstall(key);
  return 0;
}

async function buildOne(step) {
  const { path, folder, manifest } = step.member;
  forgetBuild(step);
  say(`building ${path}`);
  const bins = [folder, root].map((base) => join(base, 'node_modules', '.bin'));
  const env = { ...toolEnvironment(), PATH: [...bins, process.env.PATH].join(delimiter) };
  const code = await run(manifest.scripts.build, [], { cwd: folder, env, output: 'stderr', shell: true });
  if (code === 0) rememberBuild(step);
  return code;
}

async function build() {
  for (const round of buildRounds(buildPlan())) {
    const codes = await Promise.all(round.filter((step) => !isBuilt(step)).map(buildOne));
    const failed = codes.find((code) => code !== 0);
    if (failed !== undefined) return failed;
  }
  return 0;
}

async function setup() {
  const release = await acquireLock(join(root, '.dormouse-setup.lock'), () => say('waiting for another setup'));
  process.on('exit', release);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => process.exit(endChildren(signal)));
  }
  const code = await install();
  return code !== 0 || !wantsBuild ? code : build();
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  say(`Node ${process.versions.node} is too old: ${rootManifest.engines.node} is needed`);
  process.exit(1);
}
process.exitCode = stale() ? await setup() : 0;
