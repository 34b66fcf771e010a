/** Makes one file of a TypeScript program, from the sources of this workspace; npm packages stay outside, as for users. */
import { mkdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { cacheFolder, sourceAliases } from './workspace.mjs';

/** Names of the workspace lead to its sources; any other package is imported from where its importer would find it. */
const resolvePackages = {
  name: 'resolve-packages',
  setup({ onResolve, resolve }) {
    const sources = new Map(sourceAliases());
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === resolvePackages || kind === 'entry-point') return undefined;
      if (sources.has(path)) return { path: sources.get(path) };
      if (isBuiltin(path)) return { path, external: true };
      const found = await resolve(path, { kind, importer, resolveDir, pluginData: resolvePackages });
      if (found.errors.length > 0) return { errors: found.errors };
      // What examples share is source too, without an entry in the list of what is published.
      if (path.startsWith('@dormouse/')) return { path: found.path };
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

/**
 * @param {string} entry the file to begin with
 * @param {string} kind a folder for what is made of its like
 * @returns {Promise<string>} the bundle, in a file of this process: remove it when it is no longer needed
 */
export async function bundle(entry, kind) {
  const folder = join(cacheFolder, kind);
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${basename(entry, '.ts')}-${process.pid}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
    plugins: [resolvePackages],
  });
  return outfile;
}
