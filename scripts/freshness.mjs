/** What is stale. Contents are compared, not dates: a clone or a checkout gives every file a new date. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cacheFolder, members, root, rootManifest } from './workspace.mjs';

const installStamp = join(cacheFolder, 'install.json');
const buildStamp = ({ path }) => join(cacheFolder, 'build', `${path.replaceAll('/', '+')}.json`);
/** npm leaves this file behind, and with it a tree of another shape. */
export const npmMarker = join(root, 'node_modules', '.package-lock.json');

function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function writeStamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(value));
  renameSync(draft, file);
}

function hashFiles(files, ...rest) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.update(JSON.stringify(rest)).digest('hex');
}

/** The lockfile, the settings of pnpm, and the runtime: with the same, an installation is the same. */
export function installKey() {
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(root, name));
  return hashFiles(files, process.version, process.platform, process.arch, rootManifest.packageManager);
}

export function isInstalled(key) {
  if (readStamp(installStamp)?.key !== key || existsSync(npmMarker)) return false;
  return [{ folder: root, manifest: rootManifest }, ...members()].every(({ folder, manifest }) =>
    Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).every((name) =>
      existsSync(join(folder, 'node_modules', name)),
    ),
  );
}

export const forgetInstall = () => rmSync(installStamp, { force: true });
export const rememberInstall = (key) => writeStamp(installStamp, { key });

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const workspaceDependencies = ({ manifest }, all) =>
  all.filter((other) => other.manifest.name in { ...manifest.dependencies, ...manifest.peerDependencies });

/** Every member with a build script, after those it depends on: `[{ member, key }]`. A key covers all that the build reads. */
export function buildPlan() {
  const all = members();
  const plan = new Map();
  const visit = (member) => {
    if (plan.has(member)) return plan.get(member).key;
    const needs = workspaceDependencies(member, all).map(visit);
    const own = ['package.json', 'tsup.config.ts', 'tsconfig.json'].map((name) => join(member.folder, name));
    const shared = ['package.json', 'tsconfig.base.json', 'tsconfig.json', 'tsup.base.ts'].map((name) =>
      join(root, name),
    );
    const files = [...shared, ...own, ...sharedSources(), ...sourceFiles(member.folder)];
    const key = hashFiles(files.filter(existsSync), installKey(), needs);
    plan.set(member, { member, key });
    return key;
  };
  all.forEach(visit);
  return [...plan.values()].filter(({ member }) => member.manifest.scripts?.build !== undefined);
}

const sourceFiles = (folder) => ['src', 'console'].flatMap((name) => filesUnder(join(folder, name)));

const sharedSources = () => [...filesUnder(join(root, 'types')), join(root, 'scripts', 'write-policy-schema.mjs')];

export function isBuilt({ member, key }) {
  const stamp = readStamp(buildStamp(member));
  return stamp?.key === key && stamp.outputs.every(([name, size]) => sizeOf(join(member.folder, name)) === size);
}

function sizeOf(file) {
  return existsSync(file) ? statSync(file).size : -1;
}

export const forgetBuild = ({ member }) => rmSync(buildStamp(member), { force: true });

export function rememberBuild({ member, key }) {
  const outputs = filesUnder(join(member.folder, 'dist')).map((file) => [relative(member.folder, file), sizeOf(file)]);
  writeStamp(buildStamp(member), { key, outputs });
}

/** The plan cut into rounds: what stands in one round depends on nothing in the same round. */
export function buildRounds(plan) {
  const rounds = [];
  const roundOf = new Map();
  const all = plan.map(({ member }) => member);
  for (const step of plan) {
    const needed = workspaceDependencies(step.member, all).map((member) => roundOf.get(member) ?? -1);
    const round = Math.max(-1, ...needed) + 1;
    roundOf.set(step.member, round);
    rounds[round] = [...(rounds[round] ?? []), step];
  }
  return rounds;
}
