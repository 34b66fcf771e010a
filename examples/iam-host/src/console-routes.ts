import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Fault, type HostEnv } from '@dormouse/example-host-kit';
import type { Context, Hono } from 'hono';

/** What the build leaves beside the host: from `src/` and from `dist/` the way is the same. */
const FOLDER = fileURLToPath(new URL('../dist/console/', import.meta.url));

const types = {
  'index.html': 'text/html; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;
type FileName = keyof typeof types;

/** The page runs its own script and nothing else, asks nobody but this host, and stands in no frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the console: four files, read once, without a token (they hold nothing of anybody). */
export function consoleRoutes(app: Hono<HostEnv>): void {
  const files = new Map<FileName, File>();
  const serve = (context: Context, name: FileName): Response => {
    const file = files.get(name) ?? readFile(name);
    files.set(name, file);
    return answer(context, file);
  };
  app.get('/console', (context) => serve(context, 'index.html'));
  app.get('/console/', (context) => serve(context, 'index.html'));
  for (const name of Object.keys(types) as FileName[]) app.get(`/console/${name}`, (context) => serve(context, name));
}

interface File {
  readonly type: string;
  readonly tag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
}

function readFile(name: FileName): File {
  if (!existsSync(FOLDER)) throw new Fault('not_found', 'The console is not built: npm run build.');
  const bytes = new Uint8Array(readFileSync(`${FOLDER}${name}`));
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { type: types[name], tag, bytes, gzip: new Uint8Array(gzipSync(bytes, { level: 9 })) };
}

function answer(context: Context, file: File): Response {
  const headers: Record<string, string> = {
    'content-type': file.type,
    'content-security-policy': POLICY,
    'cache-control': 'no-cache',
    etag: file.tag,
    vary: 'accept-encoding',
  };
  if (context.req.header('if-none-match') === file.tag) return context.body(null, 304, headers);
  const isGzip = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
  if (!isGzip) return context.body(file.bytes, 200, headers);
  return context.body(file.gzip, 200, { ...headers, 'content-encoding': 'gzip' });
}
