import { formatInstant } from '@dormouse/core';
import type { Output } from '../output';
import { toRow } from './row';
import { summaryToJson } from './summary-json';
import type { Section, View } from './view';

/** One JSON document: `{ "populations": [ { source, kind, at, identities, explained, summary } ] }`, written as it grows. */
export function createJsonView(output: Output, labelOf: (key: string) => string): View {
  let section: Section | null = null;
  let sections = 0;
  let rows = 0;
  return {
    begin(next) {
      section = next;
      rows = 0;
      const { source, kind, at } = next;
      const head = JSON.stringify({ source, kind, at: formatInstant(at) }).slice(0, -1);
      sections += 1;
      return output.write(`${sections === 1 ? '{"populations":[\n' : ',\n'}${head},"identities":[`);
    },
    result(result) {
      if (section === null) return undefined;
      rows += 1;
      return output.write(`${rows === 1 ? '\n' : ',\n'}${JSON.stringify(toRow(result, section, labelOf))}`);
    },
    end(summary, problems, explained) {
      const tail = JSON.stringify({ explained, summary: summaryToJson(summary, problems, labelOf) }).slice(1);
      return output.write(`\n],${tail}`);
    },
    close() {
      return output.write('\n]}\n');
    },
  };
}

/** One JSON object a line, an identity each. */
export function createNdjsonView(output: Output, labelOf: (key: string) => string): View {
  let section: Section | null = null;
  return {
    begin(next) {
      section = next;
      return undefined;
    },
    result: (result) =>
      section === null ? undefined : output.write(`${JSON.stringify(toRow(result, section, labelOf))}\n`),
    end: () => undefined,
    close: () => undefined,
  };
}
