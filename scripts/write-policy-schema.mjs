/** After the build of core: writes `dist/policy.schema.json` from the schema entry, for editors. Nothing to do without that entry. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './workspace.mjs';

const dist = join(root, 'packages', 'core', 'dist');
const entry = join(dist, 'schema.js');

if (existsSync(entry)) {
  const { policyJsonSchema } = await import(pathToFileURL(entry));
  if (policyJsonSchema === undefined) throw new Error('@dormouse/core/schema must export policyJsonSchema');
  const schema = typeof policyJsonSchema === 'function' ? policyJsonSchema() : policyJsonSchema;
  writeFileSync(join(dist, 'policy.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
}
