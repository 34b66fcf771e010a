import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { policyJsonSchema, policyTestJsonSchema } from '@dormouse/core/schema';

/** Writes the JSON Schemas that `$schema` of policies and tests leads to. */
export async function writeSchemas(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const schemas = { 'policy.schema.json': policyJsonSchema, 'policy-test.schema.json': policyTestJsonSchema };
  const written: string[] = [];
  for (const [name, schema] of Object.entries(schemas)) {
    const path = join(folder, name);
    await writeFile(path, `${JSON.stringify(schema, null, 2)}\n`);
    written.push(path);
  }
  return written;
}
