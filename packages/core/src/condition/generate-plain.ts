import type { GeneratedOutput, Jumps } from './generate-output';
import { literalElements } from './literal-elements';
import type { Segment } from './path';
import type { PlainLeaf } from './plain-leaf';
import { isPlainRead, readOwn } from './read-path';

/** Up to so many elements are compared one by one. */
const FEW_ELEMENTS = 8;

/** The code of a plain leaf. */
export function generatePlain(leaf: PlainLeaf, jumps: Jumps, output: GeneratedOutput, steps: number): string {
  const { onFalse, onTrue } = jumps;
  const turned = leaf.negated ? { ...jumps, onFalse: onTrue, onTrue: onFalse } : jumps;
  const value = `v${output.unique()}`;
  return `{ ${readCode(leaf, value, output)} ${judgeCode(leaf, value, turned, output, steps)} }`;
}

function readCode({ place }: PlainLeaf, value: string, output: GeneratedOutput): string {
  if (place.fact === 'kind') return `const ${value} = i.kind;`;
  if (place.fact === 'accountId') return `const ${value} = i.accountId;`;
  if (place.fact === 'parentId') return `const ${value} = i.parentId;`;
  if (place.fact === 'labels') return `const ${value} = i.labels;`;
  const [first, ...rest] = place.path;
  const steps = rest.map((segment) => {
    const read = stepCode(value, segment, output);
    return `${value} = ${value} !== null && typeof ${value} === 'object' ? ${read} : undefined;`;
  });
  return [`let ${value} = ${first === undefined ? 'a' : stepCode('a', first, output)};`, ...steps].join(' ');
}

function stepCode(holder: string, segment: Segment, output: GeneratedOutput): string {
  const name = output.constant(segment);
  return isPlainRead(segment) ? `${holder}[${name}]` : `${output.constant(readOwn)}(${holder}, ${name})`;
}

function judgeCode(leaf: PlainLeaf, value: string, jumps: Jumps, output: GeneratedOutput, steps: number): string {
  const { onFalse, onTrue, onUnknown } = jumps;
  const turned = { onFalse: onTrue, onTrue: onFalse, onUnknown };
  const constant = (): string => output.constant(leaf.literal);
  switch (leaf.operator) {
    case 'equal':
      return foundCode(value, `${value} === ${constant()}`, jumps);
    case 'notEqual':
      return foundCode(value, `${value} === ${constant()}`, turned);
    case 'in':
      return foundCode(value, elementCode(leaf, value, output), jumps);
    case 'notIn':
      return foundCode(value, elementCode(leaf, value, output), turned);
    case 'contains':
      return containsCode(value, constant(), jumps, steps);
    case 'doesNotContain':
      return containsCode(value, constant(), turned, steps);
    case 'lessThan':
      return numberCode(value, ['<', '>='], constant(), jumps);
    case 'greaterThanInclusive':
      return numberCode(value, ['<', '>='], constant(), turned);
    case 'greaterThan':
      return numberCode(value, ['>', '<='], constant(), jumps);
    case 'lessThanInclusive':
      return numberCode(value, ['>', '<='], constant(), turned);
    case 'present':
      return presentCode(value, leaf.literal === true ? jumps : turned);
  }
}

/** A missing value is never found, so it is looked for only after that. */
function foundCode(value: string, found: string, { onFalse, onTrue, onUnknown }: Jumps): string {
  return `if (${found}) { ${onTrue} } else if (${value} === undefined) { ${onUnknown} } else { ${onFalse} }`;
}

function elementCode({ literal }: PlainLeaf, value: string, output: GeneratedOutput): string {
  const elements = literalElements(literal);
  if (elements.size > FEW_ELEMENTS) return `${output.constant(elements)}.has(${value})`;
  return Array.from(elements, (element) => `${value} === ${output.constant(element)}`).join(' || ') || 'false';
}

function containsCode(value: string, element: string, { onFalse, onTrue, onUnknown }: Jumps, steps: number): string {
  const refused = `!Array.isArray(${value}) || ${value}.length > ${steps}`;
  const found = `${value}.indexOf(${element}) >= 0`;
  return `if (${refused}) { ${onUnknown} } else if (${found}) { ${onTrue} } else { ${onFalse} }`;
}

function numberCode(value: string, [holds, fails]: readonly [string, string], limit: string, jumps: Jumps): string {
  const { onFalse, onTrue, onUnknown } = jumps;
  const parts = [
    `if (typeof ${value} !== 'number') { ${onUnknown} }`,
    `else if (${value} ${holds} ${limit}) { ${onTrue} }`,
    `else if (${value} ${fails} ${limit}) { ${onFalse} }`,
    `else { ${onUnknown} }`,
  ];
  return parts.join(' ');
}

function presentCode(value: string, { onFalse, onTrue }: Jumps): string {
  return `if (${value} === undefined || ${value} === null) { ${onFalse} } else { ${onTrue} }`;
}
