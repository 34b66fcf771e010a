import type { Context } from 'hono';
import { Fault } from './fault';

/** The deepest body. Dormouse refuses deeper attributes itself; this keeps everything else shallow too. */
const DEEPEST = 32;

/**
 * The JSON of a body.
 * @param fallback what an empty body means; without it, an empty one is refused
 * @throws Fault `unsupported_media_type`, `bad_request`; `payload_too_large` comes from the limit before it
 */
export async function readJson(context: Context, fallback?: unknown): Promise<unknown> {
  const text = decode(await context.req.arrayBuffer());
  if (text.trim() === '') {
    if (fallback !== undefined) return fallback;
    throw new Fault('bad_request', 'the body is empty; JSON is expected');
  }
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new Fault('unsupported_media_type', 'the body must be application/json');
  }
  const json = parse(text);
  if (isDeeper(json, DEEPEST)) throw new Fault('bad_request', `the body is deeper than ${DEEPEST} levels`);
  return json;
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Fault('bad_request', 'the body is not valid UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Fault(
      'bad_request',
      `the body is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : ''}`,
    );
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}
