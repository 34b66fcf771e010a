import { literalElements } from './literal-elements';
import type { PlainLeaf } from './plain-leaf';
import { factReader } from './read-fact';
import { isPlainRead } from './read-path';
import type { TestNode } from './test-node';
import { FALSE, TRUE, type Truth, UNKNOWN } from './truth';

/** The test of a plain leaf as one closure. `steps` is the longest list that it may go through. */
export function plainTest(leaf: PlainLeaf, steps: number): TestNode {
  const yes = leaf.negated ? FALSE : TRUE;
  const no = leaf.negated ? TRUE : FALSE;
  const { literal } = leaf;
  switch (leaf.operator) {
    case 'equal':
      return equalTest(leaf, yes, no);
    case 'notEqual':
      return equalTest(leaf, no, yes);
    case 'in':
      return inTest(leaf, yes, no);
    case 'notIn':
      return inTest(leaf, no, yes);
    case 'contains':
      return containsTest(leaf, steps, yes, no);
    case 'doesNotContain':
      return containsTest(leaf, steps, no, yes);
    case 'lessThan':
      return lessTest(leaf, yes, no);
    case 'greaterThanInclusive':
      return lessTest(leaf, no, yes);
    case 'greaterThan':
      return greaterTest(leaf, yes, no);
    case 'lessThanInclusive':
      return greaterTest(leaf, no, yes);
    case 'present':
      return literal === true ? presentTest(leaf, yes, no) : presentTest(leaf, no, yes);
  }
}

/** The name of an attribute that a plain keyed read finds, or null when the reader must be called. */
function attributeName({ place }: PlainLeaf): string | number | null {
  const [name] = place.path;
  return name !== undefined && place.path.length === 1 && isPlainRead(name) ? name : null;
}

function equalTest(leaf: PlainLeaf, yes: Truth, no: Truth): TestNode {
  const { literal } = leaf;
  const name = attributeName(leaf);
  const read = factReader(leaf.place);
  return (subject, at, horizon) => {
    const value = name === null ? read(subject, at, horizon) : subject.identity.attributes[name];
    return value === literal ? yes : value === undefined ? UNKNOWN : no;
  };
}

function inTest(leaf: PlainLeaf, yes: Truth, no: Truth): TestNode {
  const elements = literalElements(leaf.literal);
  const name = attributeName(leaf);
  const read = factReader(leaf.place);
  return (subject, at, horizon) => {
    const value = name === null ? read(subject, at, horizon) : subject.identity.attributes[name];
    return elements.has(value) ? yes : value === undefined ? UNKNOWN : no;
  };
}

function containsTest(leaf: PlainLeaf, steps: number, yes: Truth, no: Truth): TestNode {
  const { literal } = leaf;
  const name = attributeName(leaf);
  const read = factReader(leaf.place);
  return (subject, at, horizon) => {
    const value = name === null ? read(subject, at, horizon) : subject.identity.attributes[name];
    if (!Array.isArray(value) || value.length > steps) return UNKNOWN;
    return value.indexOf(literal) >= 0 ? yes : no;
  };
}

/** NaN is no JSON. If a host lets one in, it is a number that no comparison can judge. */
function lessTest(leaf: PlainLeaf, yes: Truth, no: Truth): TestNode {
  const limit = Number(leaf.literal);
  const name = attributeName(leaf);
  const read = factReader(leaf.place);
  return (subject, at, horizon) => {
    const value = name === null ? read(subject, at, horizon) : subject.identity.attributes[name];
    return typeof value !== 'number' ? UNKNOWN : value < limit ? yes : value >= limit ? no : UNKNOWN;
  };
}

function greaterTest(leaf: PlainLeaf, yes: Truth, no: Truth): TestNode {
  const limit = Number(leaf.literal);
  const name = attributeName(leaf);
  const read = factReader(leaf.place);
  return (subject, at, horizon) => {
    const value = name === null ? read(subject, at, horizon) : subject.identity.attributes[name];
    return typeof value !== 'number' ? UNKNOWN : value > limit ? yes : value <= limit ? no : UNKNOWN;
  };
}

function presentTest(leaf: PlainLeaf, yes: Truth, no: Truth): TestNode {
  const read = factReader(leaf.place);
  return (subject, at, horizon) => {
    const value = read(subject, at, horizon);
    return value === undefined || value === null ? no : yes;
  };
}
