import type { PolicySet } from '@dormouse/core';
import type { Format } from '../options';
import type { Output } from '../output';
import { stagesOf } from '../stages';
import { createCsvView } from './csv-view';
import { createJsonView, createNdjsonView } from './json-view';
import { labeller } from './names';
import { createStyle } from './style';
import { createTableView } from './table-view';
import type { View } from './view';

/** What the table needs to know of the terminal. */
export interface Terminal {
  /** In columns. */
  readonly width: number;
  readonly colours: boolean;
}

/** The view for a format. */
export function createView(format: Format, output: Output, set: PolicySet, terminal: Terminal): View {
  const stages = stagesOf(set);
  const labelOf = labeller(stages);
  if (format === 'json') return createJsonView(output, labelOf);
  if (format === 'ndjson') return createNdjsonView(output, labelOf);
  if (format === 'csv') return createCsvView(output, labelOf);
  return createTableView(output, set, { width: terminal.width, style: createStyle(terminal.colours), stages, labelOf });
}
