import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** A file that comes with the example, unpacked. */
export function shipped(name: string): Buffer {
  const content = readFileSync(fileURLToPath(new URL(`../../data/${name}`, import.meta.url)));
  return name.endsWith('.gz') ? gunzipSync(content) : content;
}
