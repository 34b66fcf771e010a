/** Facts about this workspace that several scripts need. No dependencies: it runs before anything is installed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Stamps, reports and bundles of the scripts. Ignored by git, and gone with the installation that they describe. */
export const cacheFolder = join(root, 'node_modules', '.dormouse');

const readManifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

export const rootManifest = readManifest(root);

/** Every folder with a package.json that pnpm-workspace.yaml names, in a stable order: `{ folder, path, manifest }`. */
export function members() {
  const yaml = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const list = /^packages:\n((?:[ ]+- .*\n)+)/m.exec(yaml.replaceAll('\r', ''))?.[1] ?? '';
  const patterns = [...list.matchAll(/- ['"]?([^'"\n]+?)['"]?\n/g)].map((match) => match[1]);
  return patterns
    .flatMap((pattern) => (pattern.endsWith('/*') ? subfolders(pattern.slice(0, -2)) : [pattern]))
    .filter((path) => existsSync(join(root, path, 'package.json')))
    .sort()
    .map((path) => ({ path, folder: join(root, path), manifest: readManifest(join(root, path)) }));
}

function subfolders(path) {
  if (!existsSync(join(root, path))) return [];
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => `${path}/${entry.name}`);
}

/** The packages that are published: every member that is not private. */
export const publishedMembers = () => members().filter(({ manifest }) => manifest.private !== true);

/**
 * The entry points of every published package as `[specifier, source file]`: `@dormouse/core/schema` → `…/src/schema.ts`.
 * @returns {[string, string][]}
 */
export function sourceAliases() {
  return publishedMembers().flatMap(({ folder, manifest }) =>
    Object.keys(manifest.exports)
      .filter((key) => !key.endsWith('.json'))
      .map((key) => [
        key === '.' ? manifest.name : `${manifest.name}${key.slice(1)}`,
        join(folder, 'src', key === '.' ? 'index.ts' : `${key.slice(2)}.ts`),
      ]),
  );
}
