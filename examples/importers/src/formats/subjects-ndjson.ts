import type { ImportContext, ImportItem } from '../importer';
import { isBlank, lineText } from '../read/line-text';
import { type Line, readLines } from '../read/lines';
import { pastInstants } from './past-instants';

const LINE_LIMIT = 32 * 1024 * 1024;

/** Reads Dormouse subjects, one JSON object a line. Each is passed on at once; nothing is kept. */
export async function* importSubjectsNdjson(
  source: AsyncIterable<Uint8Array>,
  context: ImportContext,
): AsyncGenerator<ImportItem> {
  for await (const lines of readLines(source, LINE_LIMIT)) {
    for (const line of lines) {
      const item = toItem(line);
      if (item === null) continue;
      if ('ok' in item) for (const instant of pastInstants(item.ok)) context.seen(instant);
      yield item;
    }
    context.tick(lines.length);
  }
}

function toItem(line: Line): ImportItem | null {
  const decoded = lineText(line, LINE_LIMIT);
  if ('fault' in decoded) return { problem: { line: line.number, message: decoded.fault } };
  if (isBlank(decoded.text)) return null;
  try {
    const ok: unknown = JSON.parse(decoded.text);
    if (isCase(ok))
      return { problem: { line: line.number, message: 'a whole case, not a subject: give it to `npm run evaluate`' } };
    return { ok, line: line.number };
  } catch (error) {
    return {
      problem: { line: line.number, message: `not JSON: ${error instanceof Error ? error.message : String(error)}` },
    };
  }
}

function isCase(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'subject' in json && 'policies' in json;
}
