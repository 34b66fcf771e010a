import { lineText } from '../evaluate/plain-text';
import type { PolicySetInput } from '../policy/policy-set';
import { type Lane, type Lifecycle, readLifecycle, type Step } from './lifecycle';

const LONGEST_LABEL = 500;

/**
 * A policy's lifecycle as a Mermaid flowchart: its rules, what happens after how long, the status from then on, and
 * what lifts it. Names from outside are escaped: they cannot end a label, link, style or run anything.
 * @param document a policy document; `options` as for `compilePolicies` (its control types and operators).
 * @throws DormouseError `INVALID_POLICY`, and the others of `compilePolicies`.
 * @example
 * const markdown = ['```mermaid', lifecycleMermaid(policy), '```'].join('\n');
 */
export function lifecycleMermaid(document: unknown, options: Omit<PolicySetInput, 'policies'> = {}): string {
  const lifecycle = readLifecycle(document, options);
  return `${[
    'flowchart LR',
    ...indent([
      `accTitle: ${plainLine(`Lifecycle of ${lifecycle.title}`)}`,
      ...lifecycle.lanes.flatMap(laneLines),
      ...demandLines(lifecycle),
      ...(lifecycle.more === 0 ? [] : [`more[${quoted(`and ${lifecycle.more} more`)}]`]),
      'classDef disabled stroke:#cf222e,stroke-width:2px',
      'classDef notice stroke:#0969da,stroke-dasharray:4',
    ]),
  ].join('\n')}\n`;
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function laneLines({ title, start, steps, more, lifts }: Lane, lane: number): readonly string[] {
  const begin = `l${lane}`;
  const node = (index: number): string => (index < 0 ? begin : `${begin}s${index}`);
  return [
    `subgraph lane${lane}[${quoted(title)}]`,
    ...indent([
      `${begin}([${quoted(start)}])`,
      ...steps.flatMap((step, index) => [
        nodeLine(node(index), step),
        `${node(index - 1)} -->|${quoted(`after ${step.after} in all`)}| ${node(index)}`,
      ]),
      ...(more === 0 ? [] : [`${begin}more[${quoted(`and ${more} more stages`)}]`]),
      `${begin}lifts>${quoted(lifts)}]`,
      ...(steps.length === 0 ? [] : [`${node(steps.length - 1)} -.-> ${begin}lifts`, `${begin}lifts -.-> ${begin}`]),
    ]),
    'end',
  ];
}

function nodeLine(name: string, { id, does, what, status }: Step): string {
  const text = [id, what, status];
  return does === 'notify'
    ? `${name}(${quoted(text)}):::notice`
    : `${name}[${quoted(text)}]${status === 'APPROVED' ? '' : ':::disabled'}`;
}

function demandLines({ demands }: Lifecycle): readonly string[] {
  if (demands.length === 0) return [];
  return [
    `subgraph demands[${quoted('Requirements')}]`,
    ...indent(demands.map((demand, index) => `d${index}[${quoted(demand)}]`)),
    'end',
  ];
}

/** A label: lines of text between quotes. Mermaid reads `#name;` and `#number;` as the character. */
function quoted(text: string | readonly string[]): string {
  const lines = typeof text === 'string' ? [text] : text;
  return `"${lines.map(escapeMermaid).join('<br/>')}"`;
}

function escapeMermaid(text: string): string {
  const escaped = lineText(text, LONGEST_LABEL).replace(/[^\p{L}\p{N}\p{M} .,:()/_+-]/gu, encoded);
  // Mermaid would take a leading dash or number for a list, and draw none of it.
  return escaped.replace(/^ *[-+]|^ *\p{N}+[.)]/u, (start) => start.slice(0, -1) + encoded(start.slice(-1)));
}

function encoded(character: string): string {
  return `#${character.codePointAt(0)};`;
}

/** The title stands on a line of its own, without quotes: letters, digits and a few marks. */
function plainLine(text: string): string {
  return lineText(text, LONGEST_LABEL).replace(/[^\p{L}\p{N}\p{M} .,()_-]/gu, ' ');
}
